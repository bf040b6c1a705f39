import Containers
import KerasModels
import Testing

@testable import Checks

/// Every type of number, in every way of storing it, against numpy.
struct NumbersTests {
  /// The figures of every dataset of a file by name.
  static func figures(
    _ file: String, threads: Int
  ) throws -> (figures: [String: ValueFigures], notes: [Note]) {
    let (contents, model) = try Fixture.open(file)
    var options = StatisticsOptions()
    options.sha256 = true
    options.threads = threads
    let statistics = ModelStatistics(model, in: contents, options: options)
    var byName: [String: ValueFigures] = [:]
    for (layer, figures) in zip(model.layers, statistics.figures) {
      for (variable, value) in zip(layer.variables, figures) { byName[variable.address] = value }
    }
    return (byName, statistics.notes)
  }

  @Test(arguments: ["numbers.h5", "numbers-big-endian.h5", "numbers-chunked.h5"], [1, 2])
  func equalNumpys(_ file: String, threads: Int) throws {
    let oracle = try Fixture.json("numbers.json", as: [String: Oracle].self)
    let (figures, notes) = try Self.figures(file, threads: threads)
    #expect(notes.isEmpty)
    #expect(figures.count == oracle.count)
    for (name, expected) in oracle {
      let found = try #require(figures[name], "\(name)")
      #expect(found.count == expected.count, "\(name)")
      #expect(found.finite == expected.finite, "\(name)")
      #expect(found.nan == expected.nan, "\(name)")
      #expect(found.infinite == expected.inf, "\(name)")
      #expect(found.zero == expected.zero, "\(name)")
      #expect(found.minimum == expected.min, "\(name)")
      #expect(found.maximum == expected.max, "\(name)")
      #expect(found.sha256 == expected.sha256, "\(name)")
      let size = max(abs(expected.min ?? 0), abs(expected.max ?? 0))
      // numpy's own sums of values that cancel are off by some of their last digits.
      #expect(isNear(found.mean, expected.mean, 1e-12, or: 1e-15 * size), "\(name)")
      #expect(isNear(found.standardDeviation, expected.std, 1e-12, or: 1e-15 * size), "\(name)")
      // Squares of 1e150 do not fit a float64; numpy was asked with a scale.
      if name != "huge" { #expect(isNear(found.l2, expected.l2, 1e-12, or: 0), "\(name)") }
    }
  }

  @Test func storageChangesNoDigit() throws {
    let (plain, _) = try Self.figures("numbers.h5", threads: 1)
    for file in ["numbers-big-endian.h5", "numbers-chunked.h5"] {
      for threads in [1, 2, 5] { #expect(try Self.figures(file, threads: threads).figures == plain) }
    }
  }

  /// A checksum that is wrong and compressed chunks that are damaged cost their datasets, and nothing else.
  @Test func damagedChunksCostTheirDatasets() throws {
    let (plain, _) = try Self.figures("numbers.h5", threads: 2)
    let (figures, notes) = try Self.figures("numbers-damaged.h5", threads: 2)
    #expect(
      notes.map { [$0.code, $0.place ?? "", $0.message] } == [
        ["values-unreadable", "constant", "cannot read the values of a dataset: inflate() failed"],
        ["values-unreadable", "far_from_zero", "cannot read the values of a dataset: inflate() failed"],
        [
          "values-unreadable", "float32",
          "cannot read the values of a dataset: data error detected by Fletcher32 checksum",
        ],
      ])
    var expected = plain
    for name in ["constant", "far_from_zero", "float32"] { expected[name] = nil }
    #expect(figures == expected)
  }

  private func isNear(_ one: Double?, _ other: Double?, _ relative: Double, or absolute: Double) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= max(relative * abs(other), absolute)
  }
}
