import Foundation
import Testing
import Weightscope

/// The same weights read the same, however they are packed.
struct PackagingTests {
  /// Archives as Keras writes them.
  private static let archives = Sample.written.filter {
    $0.layout == "keras-archive" && $0.file.hasSuffix(".keras")
      && (try? ZipPackaging(contentsOf: $0.path)) != nil
  }

  @Test func thereAreArchives() {
    #expect(Self.archives.count >= 40)
  }

  @Test(arguments: archives)
  func deflatedMembersAndFoldersReadTheSame(_ sample: Sample) throws {
    let stored = try sample.report()
    let archive = try ZipPackaging(contentsOf: sample.path)
    try TemporaryFolder.use { folder in
      let deflated = folder + "/deflated.keras"
      try Data(archive.deflated()).write(to: URL(filePath: deflated))
      let unpacked = folder + "/unpacked"
      try archive.unpack(to: unpacked)
      for (path, format) in [(deflated, "zip"), (unpacked, "folder")] {
        let other = try Weightscope.inspect(path)
        #expect(other.container.format.rawValue == format)
        #expect(other.withoutPackaging() == stored.withoutPackaging())
        let (bytes, others) = (stored.totals.bytes, other.totals.bytes)
        #expect(
          bytes.weights == others.weights && bytes.optimizer == others.optimizer
            && bytes.other == others.other)
        #expect(
          others.weights + others.optimizer + others.other + others.overhead + others.compression
            == other.bytes)
      }
    }
  }

  /// A bare weights file holds the same variables; what it cannot tell without the configuration is null, or stands
  /// among the alternatives.
  @Test(arguments: archives)
  func theBareWeightsDifferInWhatTheConfigurationAdds(_ sample: Sample) throws {
    let archive = try sample.report()
    let weights = try #require(try ZipPackaging(contentsOf: sample.path).bytes(of: "model.weights.h5"))
    try TemporaryFolder.use { folder in
      let path = folder + "/model.weights.h5"
      try Data(weights).write(to: URL(filePath: path))
      let bare = try Weightscope.inspect(path)
      #expect(bare.totals.storedValues == archive.totals.storedValues)
      #expect(bare.totals.optimizer == archive.totals.optimizer)
      #expect(bare.totals.parameters == archive.totals.parameters)
      #expect(bare.totals.byDtype == archive.totals.byDtype)
      #expect(bare.totals.bytes.weights == archive.totals.bytes.weights)
      #expect(
        bare.totals.nonTrainableParts.batchNormStatistics
          == archive.totals.nonTrainableParts.batchNormStatistics)
      let configured = archive.heldVariables
      let found = bare.heldVariables
      #expect(found.keys.sorted() == configured.keys.sorted())
      for (address, place) in found {
        guard let other = configured[address] else { continue }
        #expect(place.variable.shape == other.variable.shape && place.variable.dtype == other.variable.dtype)
        #expect(place.variable.parameters == other.variable.parameters, "\(address)")
        #expect(place.variable.storedValues == other.variable.storedValues, "\(address)")
        #expect(
          place.variable.trainable == nil || place.variable.trainable == other.variable.trainable,
          "\(address)")
        guard other.layer.custom == nil else { continue }
        #expect(place.variable.canBe(other.variable.role), "\(address)")
        #expect(
          ([place.layer.kind.value] + place.layer.kind.alternatives).contains(other.layer.kind.value),
          "\(address): \(place.layer.kind) for \(other.layer.kind.value)")
      }
    }
  }

  /// Samples of one label hold the same layers and values in all layouts.
  @Test(arguments: Set(Sample.written.compactMap(\.weights)).sorted())
  func oneModelInEveryLayout(_ label: String) throws {
    let samples = Sample.written.filter { $0.weights == label }
    let first = try #require(samples.first)
    let reference = try first.report()
    for sample in samples.dropFirst() {
      let report = try sample.report()
      #expect(report.totals.parameters == reference.totals.parameters, "\(sample.file)")
      #expect(
        report.totals.nonTrainableParts.batchNormStatistics
          == reference.totals.nonTrainableParts.batchNormStatistics,
        "\(sample.file)")
      #expect(report.shapesOfVariables == reference.shapesOfVariables, "\(sample.file)")
      if let trainable = report.totals.trainable, let other = reference.totals.trainable {
        #expect(trainable == other, "\(sample.file)")
      }
    }
  }
}

extension FileReport {
  /// The report without what the packaging alone decides: sizes of the file and places in it.
  fileprivate func withoutPackaging() -> FileReport {
    var report = self
    report.path = ""
    report.bytes = 0
    report.container.format = .zip
    report.container.members = []
    report.totals.bytes = TotalsReport.Bytes(weights: 0)
    for layer in report.layers.indices {
      for variable in report.layers[layer].variables.indices {
        report.layers[layer].variables[variable].storage.layout = .unknown
      }
    }
    return report
  }

  /// The variables that lie in the file, by address.
  fileprivate var heldVariables: [String: (layer: LayerReport, variable: VariableReport)] {
    var held: [String: (LayerReport, VariableReport)] = [:]
    for layer in layers {
      for variable in layer.variables where variable.hasOwnValues {
        held[variable.address] = (layer, variable)
      }
    }
    return held
  }

  /// The shapes of what is counted, in an order that no layout decides.
  fileprivate var shapesOfVariables: [String] {
    layers.flatMap(\.variables).filter { $0.sameAs == nil }.map { "\($0.shape)" }.sorted()
  }
}

extension VariableReport {
  fileprivate func canBe(_ other: VariableRole) -> Bool { role == other || alternatives.contains(other) }
}
