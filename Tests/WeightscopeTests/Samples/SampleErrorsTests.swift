import Testing
import Weightscope

/// Broken samples give exactly the error, or the part of a report, that the manifest names.
struct SampleErrorsTests {
  @Test(arguments: Sample.all.filter { $0.status == "error" })
  func brokenSamplesGiveTheirError(_ sample: Sample) {
    guard case .failure(let failure) = Inspection(path: sample.path).entry else {
      Issue.record("a report where an error is expected")
      return
    }
    #expect(failure.error.code.rawValue == sample.error)
    #expect(!failure.error.message.isEmpty)
    #expect(failure.path == sample.path)
  }

  @Test(arguments: Sample.all.filter { $0.status == "partial" })
  func damagedSamplesGiveWhatIsLeft(_ sample: Sample) throws {
    let report = try sample.report()
    #expect(report.status == .partial)
    #expect(!report.notes.isEmpty)
    #expect(report.totals.parameters > 0)
  }
}
