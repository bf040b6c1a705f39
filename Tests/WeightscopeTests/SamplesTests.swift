import Testing
import Weightscope

/// Every sample is read as live Keras has it.
struct SamplesTests {
  @Test func theManifestNamesSamples() {
    #expect(Sample.all.count >= 20)
  }

  @Test(arguments: Sample.all.filter { $0.status == "ok" })
  func totalsAreKeras(_ sample: Sample) throws {
    let report = try Weightscope.inspect(sample.path)
    let totals = try #require(sample.totals)
    #expect(report.status == .ok)
    #expect(report.container.layout.rawValue == sample.layout)
    #expect(report.container.kerasVersion == sample.keras_version)
    #expect(report.order.source.rawValue == sample.order)
    if sample.mismatches?.isEmpty ?? true { #expect(report.totals.parameters == totals.parameters) }
    if sample.mismatches?.isEmpty ?? true { #expect(report.totals.trainable == totals.trainable) }
    #expect(report.totals.storedValues == totals.stored_values)
    #expect(report.totals.optimizer == totals.optimizer)
    if sample.mismatches?.isEmpty ?? true {
      #expect(report.totals.nonTrainableParts.batchNormStatistics == totals.batch_norm_statistics)
      #expect(report.totals.nonTrainableParts.frozen == totals.frozen)
    }
  }

  @Test(arguments: Sample.all.filter { $0.status == "ok" })
  func kindsAreKeras(_ sample: Sample) throws {
    let report = try Weightscope.inspect(sample.path)
    var kinds: [String: Int] = [:]
    for layer in report.layers where !layer.variables.isEmpty { kinds[layer.kind.value, default: 0] += 1 }
    #expect(kinds == sample.kinds)
  }

  @Test(
    arguments: Sample.all.filter {
      $0.status == "ok" && $0.layout != "legacy-weights" && $0.layout != "keras-weights"
    })
  func exactlyTheAlteredLayersDeviate(_ sample: Sample) throws {
    let report = try Weightscope.inspect(sample.path)
    let deviating = report.layers.filter { $0.verdict == .mismatch }.map(\.name)
    #expect(deviating.sorted() == (sample.mismatches ?? []).sorted())
    #expect(report.ledger?.notPredicted == 0)
  }

  @Test(arguments: Sample.all.filter { $0.status == "ok" })
  func accountsClose(_ sample: Sample) throws {
    let report = try Weightscope.inspect(sample.path)
    let bytes = report.totals.bytes
    #expect(
      bytes.weights + bytes.optimizer + bytes.other + bytes.overhead + bytes.compression == report.bytes)
    #expect(bytes.overhead > 0)
    let rows = report.layers.filter { $0.parent == nil }.reduce(0) { $0 + $1.parameters }
    #expect(rows == report.totals.parameters)
  }

  @Test(arguments: Sample.all.filter { $0.status == "error" })
  func brokenSamplesGiveTheirError(_ sample: Sample) {
    guard case .failure(let failure) = Inspection(path: sample.path).entry else {
      Issue.record("a report where an error is expected")
      return
    }
    #expect(failure.error.code.rawValue == sample.error)
  }
}
