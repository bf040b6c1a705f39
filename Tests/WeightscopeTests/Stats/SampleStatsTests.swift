import Foundation
import Testing
import Weightscope

/// The values of every sample.
struct SampleStatsTests {
  /// What of a variable does not depend on how it is stored.
  struct Figures: Hashable {
    var shape: [Int]
    var stats: StatsReport
  }

  private static func report(_ sample: Sample) throws -> FileReport {
    var options = StatisticsOptions()
    options.sha256 = true
    return try Weightscope.stats(sample.path, options: options)
  }

  private static let labels = Set(Sample.readable.compactMap(\.weights)).sorted()

  /// The same weights in any packaging: the same figures and digests, variable by variable.
  @Test(arguments: labels) func packagingChangesNoDigit(_ label: String) throws {
    let samples = Sample.readable.filter { $0.weights == label }
    var first: (file: String, figures: [Figures: Int])?
    for sample in samples {
      var figures: [Figures: Int] = [:]
      for variable in try Self.report(sample).layers.flatMap(\.variables) where variable.sameAs == nil {
        // Normalization of tf_keras counts batches, that of Keras 3.15.1 leaves the count at 0.
        if variable.role == "count" { continue }
        figures[
          Figures(shape: variable.shape, stats: try #require(variable.stats, "\(sample.file)")), default: 0] +=
          1
      }
      if let first {
        #expect(figures == first.figures, "\(sample.file) and \(first.file)")
      } else {
        first = (sample.file, figures)
      }
    }
  }

  /// The same in the eyes of `diff`: every layer is found in the other file, whatever it is called there.
  @Test(arguments: labels) func packagingIsNoDifference(_ label: String) throws {
    let samples = Sample.readable.filter { $0.weights == label }
    for sample in samples.dropFirst() {
      let difference = try #require(
        Weightscope.diff(samples[0].path, sample.path).difference, "\(sample.file)")
      let unequal = difference.layers.flatMap(\.variables).filter {
        $0.status != .identical && $0.role != "count"
      }
      #expect(unequal.isEmpty, "\(sample.file)")
      #expect(difference.isComplete, "\(sample.file)")
    }
  }

  @Test(arguments: Sample.readable.filter { !$0.file.hasSuffix("_damaged.h5") })
  func everyVariableHasFigures(_ sample: Sample) throws {
    let report = try Self.report(sample)
    for variable in report.layers.flatMap(\.variables) {
      let stats = try #require(variable.stats, "\(variable.address)")
      #expect(stats.count == variable.parameters || variable.parameters == 0, "\(variable.address)")
      #expect(stats.finite + stats.nan + stats.infinite == stats.count)
    }
    let lines = report.statsText(TextOptions()).split(separator: "\n")
    for line in lines where !line.contains(Sample.folder) { #expect(line.count <= 100, "\(line)") }
  }
}
