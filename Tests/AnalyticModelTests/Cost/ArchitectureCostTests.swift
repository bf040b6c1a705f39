import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

/// What weights cost that tell neither strides nor an input size, by the architecture that they are: live Keras 3.15.1
/// counted them, kernel sizes times positions of the output.
@Suite("Multiply-accumulates of weights without a configuration")
struct ArchitectureCostTests {
  private func cost(_ model: Model, size: [Int]? = nil) throws -> ArchitectureCost? {
    ArchitectureCost(try #require(ArchitectureIdentifier.identify(model)), size: size)
  }

  @Test("every application, layer by layer and block by block", arguments: ApplicationsTests.variants)
  func applications(_ variant: ApplicationsOracle.Variant) throws {
    let architecture = try Architectures.named(variant.name)
    var model = BuiltModel(try architecture.graph(variant.arguments(architecture))).weightsOnly
    model.order = LayerOrder(source: .layerNames)
    let analysis = Analysis(model)
    let cost = try #require(analysis.architectureCost)
    #expect(cost.inputShape == [nil, variant.size, variant.size, 3])
    #expect(cost.ofArchitecture == variant.macs)
    #expect(cost.ofLayers.reduce(0) { $0 + ($1 ?? 0) } == variant.macs)
    #expect(analysis.blocks.map(\.multiplyAccumulates) == variant.blocks.map(\.macs))
    for block in analysis.blocks {
      let reason = block.reasons.first { $0.field == "macs" }?.reason
      let supplied = "supplied by the architecture, \(variant.name), at \(variant.size) x \(variant.size)"
      #expect(reason == (block.multiplyAccumulates == 0 ? nil : supplied))
    }
  }

  /// The sizes that MobileNetV2's weights were published for.
  @Test(
    "other sizes",
    arguments: [
      ("0.35", 96, 11_934_128), ("0.35", 160, 30_874_800), ("0.5", 128, 32_578_560),
      ("0.75", 192, 153_941_888), ("1.0", 96, 56_289_152), ("1.3", 160, 260_700_000),
      ("1.4", 224, 582_195_824),
    ])
  func sizes(_ alpha: String, _ size: Int, _ count: Int) throws {
    let model = StoredModels.model(
      try StoredModels.shapes("MobileNetV2") { $0.own["alpha"] = .number(Double(alpha) ?? 0) })
    #expect(try cost(model, size: [size])?.ofArchitecture == count)
    #expect(try cost(model, size: [size, size])?.inputShape == [nil, size, size, 3])
  }

  @Test("a head of one's own: nothing tells what flows into it", arguments: [false, true])
  func head(isNested: Bool) throws {
    let backbone = try StoredModels.shapes("MobileNetV2") {
      $0.own["alpha"] = 0.35
      $0.includeTop = false
    }
    let kinds = [String](repeating: "unknown", count: backbone.count) + ["Dense", "Dense"]
    var model = StoredModels.model(
      backbone + [[[1280, 100], [100]], [[100, 3]]], kinds: kinds, nested: isNested ? 0..<backbone.count : nil
    )
    for layer in model.layers.indices.suffix(2) { model.layers[layer].variables[0].role = .kernel }
    let analysis = Analysis(model)
    let cost = try #require(analysis.architectureCost)
    // Without the classifier, 1280 times 1000.
    #expect(cost.ofArchitecture == 59_285_808 - 1_280_000)
    #expect(cost.ofLayers.suffix(2) == [nil, nil])
    #expect(analysis.blocks.last?.multiplyAccumulates == nil)
    #expect(analysis.blocks.last?.reasons.contains(.sizeUnknown) == true)
    let explained = ExplainedModel(
      name: "weights.h5", model: model, analysis: analysis, layerCosts: cost.ofLayers, cost: nil,
      optimizerValues: 0,
      weightBytes: 0)
    let explanation = try explained.explanation(of: nil, claim: ClaimedCount("58M"))
    #expect(
      explanation.notes.contains(
        "MobileNetV2's own layers take 58,005,808 multiply-accumulates for an image of 224 x 224. Nothing tells what "
          + "flows into the others."))
    let reading = try #require(explanation.claim?.readings.first)
    #expect(reading.reading == "multiply-accumulates of MobileNetV2's own layers at 224 x 224")
    #expect(reading.count == 58_005_808)
  }

  @Test("one group for a nested model of two layers")
  func groupedParts() throws {
    let graph = try StoredModels.graph("ConvNeXtTiny")
    let cost = try #require(try cost(StoredModels.model(StoredModels.grouped(graph))))
    #expect(cost.ofLayers.count == graph.loaderCount)
    #expect(cost.ofLayers.reduce(0) { $0 + ($1 ?? 0) } == graph.multiplyAccumulates)
  }

  @Test("where a layer deviates its stride may deviate too")
  func deviating() throws {
    var shapes = try StoredModels.shapes("MobileNetV2")
    shapes[20][0][0] = 5
    shapes[20][0][1] = 5
    #expect(try cost(StoredModels.model(shapes)) == nil)
  }

  /// VGG's first dense layer reads all positions: these weights fit images of one size.
  @Test("images that the weights cannot take")
  func impossibleSizes() throws {
    let model = StoredModels.model(try StoredModels.shapes("VGG16"))
    #expect(try cost(model)?.ofArchitecture != nil)
    #expect(try cost(model, size: [192]) == nil)
    let blocks = Analysis(model, inputSize: [192]).blocks
    #expect(blocks.allSatisfy { $0.multiplyAccumulates == nil && $0.reasons.contains(.sizeUnknown) })
    let withoutTop = StoredModels.model(try StoredModels.shapes("VGG16") { $0.includeTop = false })
    #expect(try cost(withoutTop, size: [192]) != nil)
    #expect(try cost(withoutTop, size: [16]) == nil)
  }
}
