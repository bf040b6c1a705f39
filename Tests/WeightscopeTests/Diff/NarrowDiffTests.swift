import Testing
import Weightscope

/// A difference on a narrow terminal: the least telling columns leave, and every line but a path's fits.
struct NarrowDiffTests {
  @Test(arguments: [
    (100, "layer               status    change  largest      cosine  values changed"),
    (70, "layer               status    change  largest  values changed"),
    (60, "layer               status    change  values changed"),
    (40, "layer               status    change"),
  ]) func fits(_ width: Int, _ header: String) throws {
    let folder = Sample.folder + "/transfer_run/"
    let report = Weightscope.diff(folder + "head_attached.h5", folder + "fine_tuned.keras", analyses: false)
    let lines = report.text(width: width).split(separator: "\n").dropFirst(4)
    #expect(lines.contains { $0.contains(header) && $0.hasSuffix(header) })
    #expect(lines.filter { $0.count > width }.isEmpty)
    #expect(lines.count > 15)
  }
}
