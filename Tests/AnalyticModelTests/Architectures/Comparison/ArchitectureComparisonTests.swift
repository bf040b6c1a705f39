import KerasModels
import Testing

@testable import AnalyticModel

@Suite("A file held against an architecture that somebody names")
struct ArchitectureComparisonTests {
  private func compared(_ shapes: [[[Int]]], _ call: String) throws -> ArchitectureComparison {
    ArchitectureComparison(StoredModels.model(shapes), try ArchitectureCall(call).graph())
  }

  @Test("the same")
  func equal() throws {
    let comparison = try compared(try StoredModels.shapes("ResNet50"), "ResNet50")
    #expect(comparison.isEqual)
    #expect(comparison.storedLayers == 107)
    #expect(comparison.architectureLayers == 107)
  }

  @Test("another number of classes")
  func classes() throws {
    let comparison = try compared(try StoredModels.shapes("ResNet50"), "ResNet50(classes=10)")
    #expect(!comparison.isEqual)
    let different = comparison.rows.filter { $0.status != .equal }
    #expect(different.map(\.name) == ["predictions"])
    #expect(
      different.first?.difference == "kernel is 2048 x 1000 instead of 2048 x 10; bias is 1000 instead of 10")
  }

  @Test("a file with the top for a network without: 105 layers into a model with 104")
  func top() throws {
    let comparison = try compared(try StoredModels.shapes("MobileNetV2"), "MobileNetV2(include_top=False)")
    #expect(comparison.storedLayers == 105)
    #expect(comparison.architectureLayers == 104)
    let different = comparison.rows.filter { $0.status != .equal }
    #expect(different.map(\.status) == [.additional])
    #expect(different.map(\.difference) == ["1280 x 1000, 1000"])
  }

  @Test("a network without the layers of a block")
  func block() throws {
    var shapes = try StoredModels.shapes("MobileNetV2")
    shapes.removeSubrange(30..<36)
    let missing = try compared(shapes, "MobileNetV2").rows.filter { $0.status == .missing }
    #expect(
      missing.map(\.name) == [
        "block_5_expand", "block_5_expand_BN", "block_5_depthwise", "block_5_depthwise_BN", "block_5_project",
        "block_5_project_BN",
      ])
    #expect(missing.first?.difference == "kernel 1 x 1 x 32 x 192")
  }

  @Test("another alpha differs nearly everywhere, and nothing is missing")
  func alpha() throws {
    let comparison = try compared(try StoredModels.shapes("MobileNetV2"), "MobileNetV2(alpha=0.5)")
    #expect(comparison.rows.allSatisfy { $0.status == .equal || $0.status == .changed })
    let first = comparison.rows.first { $0.status == .changed }
    #expect(first?.name == "Conv1")
    #expect(first?.difference == "kernel is 3 x 3 x 3 x 32 instead of 3 x 3 x 3 x 16")
  }
}
