import Testing
import Weightscope

@Suite("A difference without what is worked out about the files")
struct WithoutAnalysesTests {
  private static let before = Sample.folder + "/transfer/flowers_1_head_trained.keras"
  private static let after = Sample.folder + "/transfer/flowers_2_fine_tuned.keras"

  @Test("is the same difference, with the same layers and totals")
  func same() throws {
    let whole = Weightscope.diff(Self.before, Self.after)
    let bare = Weightscope.diff(Self.before, Self.after, analyses: false)
    #expect(bare.difference == whole.difference)
    let (one, other) = (try report(whole.after), try report(bare.after))
    #expect(one.layers.map(\.name) == other.layers.map(\.name))
    #expect(one.layers.map(\.variables) == other.layers.map(\.variables))
    #expect(one.totals.parameters == other.totals.parameters)
  }

  @Test("says nothing of architecture, blocks and expectations")
  func bare() throws {
    let report = try report(Weightscope.diff(Self.before, Self.after, analyses: false).after)
    #expect(report.architecture == nil)
    #expect(report.blocks.isEmpty)
    #expect(report.ledger == nil)
    #expect(report.layers.allSatisfy { $0.verdict == nil && $0.expected == nil })
  }

  private func report(_ entry: FileEntry) throws -> FileReport {
    guard case .report(let report) = entry else {
      throw FileWasNotRead(path: entry.path)
    }
    return report
  }

  private struct FileWasNotRead: Error { var path: String }
}
