import Foundation
import Testing
import Weightscope

/// A load that matched nothing, or a model that was built anew: kernels of which nothing is left.
struct OtherWeightsTests {
  private static let sample = Sample.folder + "/mobilenet_v2/mobilenet_v2_0.35_classes_5.weights.h5"

  /// A copy in which some variables hold their values turned by one place: the same numbers, elsewhere.
  private static func difference(turning: (LayerReport) -> Bool) throws -> DiffReport {
    let report = try Weightscope.inspect(sample)
    var bytes = try Data(contentsOf: URL(filePath: sample))
    for layer in report.layers where turning(layer) {
      for variable in layer.variables {
        guard case .contiguous(let offset?) = variable.storage.layout else { continue }
        let values = bytes[Int(offset)..<Int(offset) + 4 * variable.storedValues]
        bytes.replaceSubrange(
          values.startIndex..<values.endIndex, with: values.dropFirst(4) + values.prefix(4))
      }
    }
    return try TemporaryFolder.use { folder in
      let copy = folder + "/copy.weights.h5"
      try bytes.write(to: URL(filePath: copy))
      return Weightscope.diff(sample, copy, analyses: false)
    }
  }

  @Test func allOfThem() throws {
    let story = try #require(try Self.difference { _ in true }.difference).story
    #expect(
      story.contains {
        $0.hasPrefix(
          "In 51 of 51 kernels that changed nothing is left of the earlier values (cosine near 0): ")
      }, "\(story)")
  }

  /// Two kernels may have been replaced on purpose.
  @Test func two() throws {
    let story = try #require(
      try Self.difference { ["block_1_expand", "block_2_expand"].contains($0.name) }.difference
    ).story
    #expect(story.contains { $0.contains("2 changed") })
    #expect(!story.contains { $0.contains("cosine near 0") })
  }

  /// Training, however long, keeps a direction.
  @Test func training() throws {
    let folder = Sample.folder + "/transfer_run/"
    let report = Weightscope.diff(
      folder + "head_attached.h5", folder + "secretly_trained.h5", analyses: false)
    let story = try #require(report.difference).story
    #expect(!story.contains { $0.contains("cosine near 0") })
  }
}
