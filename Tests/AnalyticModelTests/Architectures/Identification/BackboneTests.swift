import KerasModels
import Testing

@testable import AnalyticModel

@Suite("A known backbone under a head of one's own")
struct BackboneTests {
  private let head: [[[Int]]] = [[[1280, 100], [100]], [[100, 3]]]

  private func backbone() throws -> [[[Int]]] {
    try StoredModels.shapes("MobileNetV2") {
      $0.own["alpha"] = 0.35
      $0.includeTop = false
    }
  }

  @Test("flat, and nested as Teachable Machine writes it", arguments: [false, true])
  func behind(isNested: Bool) throws {
    let backbone = try backbone()
    let model = StoredModels.model(backbone + head, nested: isNested ? 0..<backbone.count : nil)
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .backbone)
    #expect(found.name == "MobileNetV2")
    #expect(found.variant["alpha"] == 0.35)
    #expect(found.variant["include_top"] == false)
    let first = backbone.count + (isNested ? 1 : 0)
    #expect(found.head == [first, first + 1])
    let names = found.head.map { model.layers[$0].name }
    #expect(
      found.deviations == ["layers of its own behind: \(names[0]) (100 outputs), \(names[1]) (3 outputs)"])
    #expect(found.standardName(of: isNested ? 1 : 0) == "Conv1")
    #expect(found.standardName(of: first) == nil)
  }

  @Test("one dense layer outside a nested backbone is no top of the architecture's")
  func nestedClassifier() throws {
    let backbone = try backbone()
    let model = StoredModels.model(backbone + [[[1280, 5], [5]]], nested: 0..<backbone.count)
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .backbone)
    #expect(found.variant["include_top"] == false)
    #expect(found.head == [backbone.count + 1])
  }

  @Test("an adapter in front")
  func inFront() throws {
    let model = StoredModels.model([[[1, 1, 1, 3], [3]]] + (try backbone()))
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .backbone)
    #expect(found.head == [0])
    #expect(found.standardName(of: 1) == "Conv1")
  }

  @Test("ConvNeXt, whose nested models lie in one group each")
  func groupedParts() throws {
    let graph = try StoredModels.graph("ConvNeXtTiny")
    let layers = StoredModels.grouped(graph)
    #expect(layers.count == graph.loaderCount)
    let found = try #require(ArchitectureIdentifier.identify(StoredModels.model(layers)))
    #expect(found.match == .exact)
    #expect(found.standardName(of: 0) == "convnext_tiny_stem")
    #expect(found.standardName(of: 1) == "convnext_tiny_stage_0_block_0_depthwise_conv")
  }
}
