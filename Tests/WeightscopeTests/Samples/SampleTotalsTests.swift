import Testing
import Weightscope

/// The totals of each sample are those of the Keras that wrote it.
struct SampleTotalsTests {
  @Test func theManifestNamesSamples() {
    #expect(Sample.all.count >= 190)
    #expect(Sample.written.count >= 165)
  }

  @Test(arguments: Sample.written)
  func containerAndOrder(_ sample: Sample) throws {
    let report = try sample.report()
    #expect(report.status == .ok)
    #expect(report.container.layout.rawValue == sample.layout)
    #expect(report.container.kerasVersion == sample.kerasVersion)
    #expect(report.order.source.rawValue == sample.order)
  }

  /// What the file does not tell is null, or it is what the live model had.
  @Test(arguments: Sample.written.filter(\.mismatches.isEmpty))
  func totalsAreKeras(_ sample: Sample) throws {
    let totals = try sample.report().totals
    let expected = try #require(sample.totals)
    let live = try sample.readOracle().totals
    #expect(totals.parameters == expected.parameters)
    #expect(totals.nonTrainableParts.batchNormStatistics == expected.batchNormStatistics)
    #expect(totals.nonTrainableParts.fixed == live.fixed)
    #expect(totals.trainable == expected.trainable ?? (totals.trainable == nil ? nil : live.trainable))
    #expect(
      totals.nonTrainable == expected.nonTrainable ?? (totals.nonTrainable == nil ? nil : live.nonTrainable))
    let frozen = totals.nonTrainableParts.frozen
    #expect(frozen == expected.frozen ?? (frozen == nil ? nil : live.frozen))
  }

  @Test(arguments: Sample.written)
  func whatIsStoredIsCounted(_ sample: Sample) throws {
    let totals = try sample.report().totals
    let expected = try #require(sample.totals)
    #expect(totals.storedValues == expected.storedValues)
    #expect(totals.optimizer == expected.optimizer)
  }
}
