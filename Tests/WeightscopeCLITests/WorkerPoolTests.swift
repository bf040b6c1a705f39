import Testing
import Weightscope

@testable import WeightscopeCLI

/// Child processes for many files: each serves one, and one that was not needed serves the next.
struct WorkerPoolTests {
  private static let model = BinaryTests.samples + "/bottleneck/bn_three.h5"

  @Test func oneThatWasNotNeededComesAgain() throws {
    var pool = WorkerPool()
    let first = try #require(pool.use(atMost: 2) { $0 })
    let again = try #require(pool.use(atMost: 2) { $0 })
    #expect(first === again)
    #expect(!first.isAside)
  }

  @Test func oneThatReadDoesNot() throws {
    var pool = WorkerPool()
    var used: [HDF5Worker?] = []
    for _ in 0..<3 {
      let entry = pool.use(atMost: 2) { worker -> FileEntry in
        used.append(worker)
        return Inspection(path: Self.model, worker: worker).entry
      }
      guard case .report(let report) = entry else {
        Issue.record("no report")
        return
      }
      #expect(report.totals.parameters == 756)
    }
    let workers = used.compactMap { $0 }
    #expect(workers.count == 3)
    #expect(workers[0] !== workers[1] && workers[1] !== workers[2])
    #expect(workers.allSatisfy { !$0.isWaiting })
  }
}
