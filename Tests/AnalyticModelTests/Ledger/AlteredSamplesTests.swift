import Containers
import Foundation
import KerasModels
import Testing

@testable import AnalyticModel

/// Every sample with one stored variable after another altered: that layer deviates, what is expected of it does not
/// move, and nothing is said of any other layer that was not said before.
@Suite("Samples with one variable altered")
struct AlteredSamplesTests {
  @Test("with a configuration", arguments: Samples.paths)
  func configured(_ path: String) throws {
    guard let sample = try Samples.read(path), sample.model.isConfigured else { return }
    for (layer, variable) in sample.variables() {
      let altered = try sample.altering(layer, variable)
      let (before, after) = (sample.ledger.entries, altered.entries)
      let place = "\(variable.address): \(after[layer].reason ?? "")"
      #expect(after[layer].expected == before[layer].expected, "\(place)")
      if before[layer].expected != nil {
        #expect(after[layer].verdict == .mismatch, "\(place)")
      } else {
        #expect(after[layer].verdict == .notPredicted, "\(place)")
      }
      for other in after.indices where other != layer {
        #expect(after[other].verdict == before[other].verdict, "\(place), seen at layer \(other)")
      }
    }
  }

  /// Here a layer speaks for others: without it nothing may be said of them. Never are they blamed for it.
  @Test("without", arguments: Samples.paths)
  func weightsAlone(_ path: String) throws {
    guard let sample = try Samples.read(path), !sample.model.isConfigured else { return }
    for (layer, variable) in sample.variables() {
      let altered = try sample.altering(layer, variable)
      let (before, after) = (sample.ledger.entries, altered.entries)
      let place = "\(variable.address): \(after[layer].reason ?? "")"
      if let expected = after[layer].expected {
        #expect(expected.variables.map(\.shape) == before[layer].expected?.variables.map(\.shape), "\(place)")
        #expect(after[layer].verdict == .mismatch, "\(place)")
      }
      for other in after.indices where other != layer && after[other].verdict == .mismatch {
        #expect(before[other].verdict == .mismatch, "\(place), seen at layer \(other)")
      }
    }
  }
}

/// A sample of the repository as it is read and judged.
private struct Samples {
  let contents: ContainerContents
  let model: Model
  let ledger: Ledger

  private static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleModels"

  /// Relative to the folder of samples.
  static let paths: [String] = {
    let all = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return all.filter { path in
      // Addresses are paths, and no paths of groups whose names hold backslashes.
      (path.hasSuffix(".h5") || path.hasSuffix(".keras")) && !path.contains("windows_backslashes")
    }.sorted()
  }()

  /// - Returns: `nil` for a sample that no report is made of.
  static func read(_ path: String) throws -> Samples? {
    guard let contents = try? ContainerReader.read(path: folder + "/" + path, limits: Limits()) else {
      return nil
    }
    let model = ModelReader.read(contents)
    return Samples(contents: contents, model: model, ledger: Analysis(model).ledger)
  }

  func altering(_ layer: Int, _ variable: Variable) throws -> Ledger {
    let model = ModelReader.read(try #require(contents.altering(variable.address)))
    try #require(model.layers.map(\.address) == self.model.layers.map(\.address))
    return Analysis(model).ledger
  }

  /// Of large models variables are taken in steps: each is a whole analysis, and all samples are to take seconds.
  private static let mostLayers = 1_500

  /// Those of layers that are as expected, each stored once.
  func variables() -> [(layer: Int, variable: Variable)] {
    let repeated = Set(model.layers.flatMap(\.variables).compactMap(\.sameAs))
    var all: [(layer: Int, variable: Variable)] = []
    for (position, layer) in model.layers.enumerated() where ledger.entries[position].verdict != .mismatch {
      for variable in layer.variables where variable.sameAs == nil && !repeated.contains(variable.address) {
        all.append((position, variable))
      }
    }
    let step = max(1, all.count * model.layers.count / Self.mostLayers)
    return stride(from: 0, to: all.count, by: step).map { all[$0] }
  }
}

extension Model {
  fileprivate var isConfigured: Bool { configuration.map { $0.form != .opaque } ?? false }
}
