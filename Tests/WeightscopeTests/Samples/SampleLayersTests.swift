import Testing
import Weightscope

/// Each layer of each sample is the layer of the live model: found, in its place, with its kind, roles and counts.
struct SampleLayersTests {
  @Test(arguments: Sample.written.filter(\.mismatches.isEmpty))
  func countsAndShapesAreKeras(_ sample: Sample) throws {
    for match in try matches(of: sample) {
      let name = match.truth.name
      if !match.isModel {
        let stored = match.variables.reduce(0) { $0 + product($1.truth.storedShape ?? $1.truth.shape) }
        #expect(match.row.parameters == stored, "\(name)")
      }
      for (truth, reported) in match.variables {
        #expect(reported.shape == truth.storedShape ?? truth.shape, "\(name) \(truth.role)")
        #expect(reported.dtype == truth.storedDtype ?? truth.dtype, "\(name) \(truth.role)")
        #expect(reported.isFixed == truth.fixed || reported.trainable == nil, "\(name) \(truth.role)")
      }
    }
  }

  /// With a configuration the class is Keras' own word, but for a class of the user's own of which a legacy file holds
  /// nothing but the name under which it was registered. Without one it is found, or stands among the alternatives, and is
  /// unknown for nobody's classes but the user's own.
  @Test(arguments: Sample.written)
  func kindsAreKeras(_ sample: Sample) throws {
    for match in try matches(of: sample) {
      let values = match.candidates.map(\.kind.value)
      let name = match.truth.name
      if sample.hasConfiguration, match.truth.custom, match.row.kind.value == "unknown" {
        #expect(match.row.custom?.hasPrefix("samples>") == true, "\(name)")
        #expect(match.row.kind.alternatives.contains(match.truth.class), "\(name)")
      } else if sample.hasConfiguration {
        #expect(values.contains(match.truth.class), "\(name) is \(match.truth.class), not \(values)")
      } else if match.truth.custom {
        #expect(values.contains(match.truth.class) || match.row.kind.value == "unknown", "\(name) \(values)")
      } else {
        let possible = values + match.candidates.flatMap(\.kind.alternatives)
        #expect(possible.contains(match.truth.class), "\(name) is \(match.truth.class), not \(possible)")
      }
    }
  }

  @Test(arguments: Sample.written)
  func rolesAreKeras(_ sample: Sample) throws {
    for match in try matches(of: sample) where sample.hasConfiguration || !match.truth.custom {
      for (truth, reported) in match.variables {
        let possible = [reported.role.rawValue] + reported.alternatives.map(\.rawValue)
        let name = "\(match.truth.name) \(truth.role) \(truth.shape), not \(possible)"
        if sample.hasConfiguration, !match.truth.custom {
          #expect(reported.role.rawValue == truth.role, "\(name)")
        } else {
          #expect(possible.contains(truth.role) || match.truth.custom, "\(name)")
        }
      }
    }
  }

  /// A legacy file of weights alone does not name the model.
  @Test(arguments: Sample.written.filter { $0.names == true && $0.inOrder == true })
  func namesAreKeras(_ sample: Sample) throws {
    for match in try matches(of: sample) {
      if sample.layout == "legacy-weights", match.row.name.isEmpty { continue }
      #expect(
        match.candidates.map(\.name).contains(match.truth.name), "\(match.truth.name), not \(match.row.name)")
    }
  }

  @Test(arguments: Sample.written.filter { $0.inOrder == true })
  func orderIsTrue(_ sample: Sample) throws {
    let found = try matches(of: sample)
    let rows = found.map(\.row.index)
    #expect(rows == rows.sorted(), "\(found.map(\.row.name)) for \(found.map(\.truth.name))")
  }

  /// Where a file tells it, each variable's flag is the live one; where it does not, nothing false is said.
  @Test(arguments: Sample.written)
  func trainableIsKeras(_ sample: Sample) throws {
    let isTold = sample.totals?.trainable != nil
    for match in try matches(of: sample) {
      for (truth, reported) in match.variables {
        #expect(
          reported.trainable == truth.trainable || (!isTold && reported.trainable == nil),
          "\(match.truth.name) \(truth.role) is \(truth.trainable)")
      }
    }
  }

  /// Files from real Keras deviate from nothing, but for those that were made to.
  @Test(arguments: Sample.readable)
  func exactlyTheAlteredLayersDeviate(_ sample: Sample) throws {
    let report = try sample.report()
    let deviating = report.layers.filter { $0.verdict == .mismatch }
    #expect(deviating.map(\.name).sorted() == sample.mismatches.sorted())
    #expect(deviating.allSatisfy { $0.reason?.isEmpty == false })
    #expect(report.ledger?.mismatch == sample.mismatches.count)
  }

  /// Without a configuration nearly everything is still recognised: over all such samples, at most one layer or variable
  /// of Keras' own in a hundred is unknown, and its likeliest kind is right in 99 of 100.
  @Test func recognitionWithoutAConfiguration() throws {
    var layers = (all: 0, right: 0, unknown: 0)
    var roles = (all: 0, right: 0, unknown: 0)
    for sample in Sample.written where !sample.hasConfiguration {
      for match in try matches(of: sample) where !match.truth.custom && !match.isModel {
        layers.all += 1
        let values = match.candidates.map(\.kind.value)
        if values.contains(match.truth.class) { layers.right += 1 }
        if values.allSatisfy({ $0 == "unknown" }) { layers.unknown += 1 }
        for (truth, reported) in match.variables {
          roles.all += 1
          if reported.role.rawValue == truth.role { roles.right += 1 }
          if reported.role.rawValue == "unknown" { roles.unknown += 1 }
        }
      }
    }
    #expect(layers.all > 500 && roles.all > 1000)
    #expect(layers.unknown * 100 <= layers.all && roles.unknown * 100 <= roles.all, "\(layers) \(roles)")
    #expect(layers.right * 100 >= layers.all * 99, "\(layers)")
    #expect(roles.right * 100 >= roles.all * 99, "\(roles)")
  }

  private func matches(of sample: Sample) throws -> [OracleMatch] {
    try OracleMatch.all(of: sample.readOracle(), in: sample.report())
  }

  private func product(_ shape: [Int]) -> Int { shape.reduce(1, *) }
}
