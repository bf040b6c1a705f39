import Testing
import Weightscope

/// A child process that is started ahead lets the analysis be made in advance, and that shows in time alone.
struct EarlyAnalysisTests {
  @Test(arguments: Sample.readable) func theSameReport(_ sample: Sample) throws {
    let inspection = Inspection(path: sample.path, worker: try HDF5Worker())
    guard case .report(let report) = inspection.entry else {
      Issue.record("no report")
      return
    }
    #expect(report == (try sample.report()))
  }
}
