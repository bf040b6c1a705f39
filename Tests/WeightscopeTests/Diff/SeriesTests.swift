import Foundation
import Testing
import Weightscope

/// Files of a series that hold the same weights, wherever they stand in it.
struct SeriesTests {
  private static func series(_ names: [String]) -> SeriesReport {
    Weightscope.series(names.map { Sample.folder + "/transfer_run/" + $0 }, analyses: false)
  }

  @Test(arguments: [
    (["head_attached.h5", "head_trained.h5", "fine_tuned.h5"], []),
    (["head_attached.h5", "head_trained.h5", "head_trained.keras"], [[1, 2]]),
    (["head_trained.h5", "fine_tuned.h5", "head_trained.keras"], [[0, 2]]),
    (
      [
        "head_attached.keras", "head_trained.legacy.h5", "fine_tuned.h5", "head_attached.weights.h5",
        "head_trained_chunked.h5", "fine_tuned.keras", "head_trained.h5",
      ], [[0, 3], [1, 4, 6], [2, 5]]
    ),
    // A file that cannot be read stands for itself.
    (["head_trained.h5", "nothing.h5", "head_trained.keras", "fine_tuned.h5"], []),
    (
      ["head_trained.h5", "fine_tuned.h5", "nothing.h5", "fine_tuned.keras", "head_trained.h5"],
      [[0, 4], [1, 3]]
    ),
  ]) func theSameWeights(_ names: [String], _ groups: [[Int]]) {
    let series = Self.series(names)
    #expect(series.steps.count == names.count - 1)
    #expect(series.sameWeights == groups)
  }

  @Test func words() {
    let text = DiffSeries.text(
      Self.series(["head_trained.h5", "fine_tuned.h5", "head_trained.keras"]), width: 200)
    let folder = Sample.folder + "/transfer_run/"
    #expect(
      text.contains("  The same weights are in \(folder)head_trained.h5 and \(folder)head_trained.keras.\n"))
  }

  /// One value that is NaN in the file between: what stands around it is recognised, and the table tells both turns.
  @Test func aNaNInBetween() throws {
    let sample = Sample.folder + "/transfer_run/head_trained.weights.h5"
    var bytes = try Data(contentsOf: URL(filePath: sample))
    // The kernel of the head lies at 17,400 (h5py's get_offset).
    bytes.replaceSubrange(17_400..<17_404, with: [0, 0, 0xC0, 0x7F])
    try TemporaryFolder.use { folder in
      let damaged = folder + "/nan.weights.h5"
      try bytes.write(to: URL(filePath: damaged))
      let series = Weightscope.series([sample, damaged, sample], analyses: false)
      #expect(series.sameWeights == [[0, 2]])
      #expect(series.steps[0].difference?.story.last == "NaN where there was none: head.")
      #expect(series.steps[1].difference?.story.last == "NaN is gone from: head.")
      let text = DiffSeries.text(series, width: 100)
      #expect(text.contains("  head      NaN  NaN gone\n"))
    }
  }
}
