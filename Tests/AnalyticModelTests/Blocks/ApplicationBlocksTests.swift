import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

/// The blocks of every application, rebuilt and held against those that live Keras 3.15.1 has.
@Suite("Blocks of every application")
struct ApplicationBlocksTests {
  typealias Variant = ApplicationsOracle.Variant

  private func model(_ variant: Variant) throws -> BuiltModel {
    let architecture = try Architectures.named(variant.name)
    return BuiltModel(try architecture.graph(variant.arguments(architecture)))
  }

  @Test("with a configuration", arguments: ApplicationsTests.variants)
  func configured(_ variant: Variant) throws {
    let model = try model(variant).configured
    let blocks = model.blocksByGraph
    try #require(blocks.map(\.kind.rawValue) == variant.blocks.map(\.fullKind))
    for (block, expected) in zip(blocks, variant.blocks) {
      let name = "\(expected.name)"
      #expect(block.input == expected.input, "\(name)")
      #expect(block.expand == expected.expand, "\(name)")
      #expect(block.output == expected.output, "\(name)")
      #expect(block.kernel == expected.kernel, "\(name)")
      #expect(block.stride == expected.stride.map { [$0, $0] }, "\(name)")
      #expect(block.shortcut?.rawValue == expected.fullShortcut, "\(name)")
      #expect(block.residual == ["i", "p", "m"].contains(expected.shortcut), "\(name)")
      #expect(block.squeeze == expected.squeeze, "\(name)")
      #expect(block.trainableParameters == expected.trainable, "\(name)")
      #expect(block.multiplyAccumulates == expected.macs, "\(name)")
      #expect(block.reasons == [], "\(name)")
      #expect(block.verdict == .match, "\(name)")
      expectCounts(block, expected)
    }
    expectEachLayerOnce(blocks, of: model.layers.map { !$0.variables.isEmpty })
  }

  /// The last two stages of a VGG are as wide, and the pooling between them leaves no trace.
  private static let hidden: Set<String> = ["VGG16", "VGG19"]

  @Test("without", arguments: ApplicationsTests.variants.filter { !hidden.contains($0.name) })
  func weightsOnly(_ variant: Variant) throws {
    let model = try model(variant).weightsOnly
    let blocks = model.blocksByOrder
    try #require(blocks.map(\.kind.rawValue) == variant.blocks.map(\.fullKind))
    for (block, expected) in zip(blocks, variant.blocks) {
      let name = "\(expected.name)"
      #expect(block.input == expected.input, "\(name)")
      #expect(block.expand == expected.expand, "\(name)")
      #expect(block.output == expected.output, "\(name)")
      #expect(block.kernel == expected.kernel, "\(name)")
      #expect(block.squeeze == expected.squeeze, "\(name)")
      #expect(block.stride == nil && block.multiplyAccumulates == nil, "\(name)")
      // Only what no training changes is known not to be trained.
      #expect(block.trainableParameters == (expected.trainable == 0 ? 0 : nil), "\(name)")
      #expect(block.reasons.contains { $0.field == "macs" } || expected.macs == 0, "\(name)")
      #expect(block.reasons.contains { $0.field == "stride" } == (expected.kernel != nil), "\(name)")
      if let residual = block.residual {
        #expect(residual == ["i", "p", "m"].contains(expected.shortcut), "\(name)")
      } else {
        #expect(
          expected.input == expected.output && block.reasons.contains { $0.field == "residual" }, "\(name)")
      }
      expectCounts(block, expected)
    }
    expectEachLayerOnce(blocks, of: model.layers.map { _ in true })
  }

  private static let supplied: Set<String> = [
    "ConvNeXtTiny", "InceptionV3", "MobileNetV2", "ResNet50V2", "VGG16",
  ]

  @Test(
    "without, where the architecture supplies what weights do not tell",
    arguments: ApplicationsTests.variants.filter { supplied.contains($0.name) })
  func suppliedByArchitecture(_ variant: Variant) throws {
    var model = try model(variant).weightsOnly
    model.order = LayerOrder(source: .layerNames)
    let blocks = Analysis(model).blocks
    try #require(blocks.map(\.kind.rawValue) == variant.blocks.map(\.fullKind))
    for (block, expected) in zip(blocks, variant.blocks) {
      let name = "\(expected.name)"
      #expect(block.name == (variant.namePrefix ?? "") + expected.name)
      #expect(block.stride == expected.stride.map { [$0, $0] }, "\(name)")
      #expect(block.shortcut?.rawValue == expected.fullShortcut, "\(name)")
      #expect(block.residual == ["i", "p", "m"].contains(expected.shortcut), "\(name)")
      let isSupplied = block.reasons.contains(
        Block.Reason(field: "stride", reason: "supplied by the architecture, \(variant.name)"))
      #expect(isSupplied == (expected.stride != nil), "\(name)")
      #expect(block.multiplyAccumulates == expected.macs, "\(name)")
      expectCounts(block, expected)
    }
  }

  private func expectCounts(_ block: Block, _ expected: ApplicationsOracle.Block) {
    #expect(block.parameters == expected.parameters, "\(expected.name)")
    #expect(block.counts.all == expected.parameters, "\(expected.name)")
    #expect(Product.sum(block.formula ?? "") == expected.parameters, "\(block.formula ?? "")")
    let batchNorm = block.batchNorm ?? Block.BatchNorm()
    #expect(batchNorm.movingMean + batchNorm.movingVariance == expected.statistics, "\(expected.name)")
    if let pattern = expected.normalized, Int(pattern) == nil || ["rb", "pb", "db"].contains(expected.kind) {
      let codes = batchNorm.after.map { Self.codes[$0] ?? $0 }.sorted { Self.order($0) < Self.order($1) }
      #expect(codes.joined() == pattern, "\(expected.name)")
    }
  }

  private func expectEachLayerOnce(_ blocks: [Block], of hasVariables: [Bool]) {
    var times = [Int](repeating: 0, count: hasVariables.count)
    for layer in blocks.flatMap(\.layers) { times[layer] += 1 }
    for (layer, hasVariables) in hasVariables.enumerated() {
      #expect(hasVariables ? times[layer] == 1 : times[layer] <= 1, "layer \(layer)")
    }
  }

  private static let codes = [
    "input": "^", "shortcut": "0", "expand": "e", "depthwise": "d", "project": "p",
  ]
  private static func order(_ code: String) -> Int {
    Array("^0123edp").firstIndex { String($0) == code } ?? 8
  }
}

/// A sum of products as a formula writes it.
enum Product {
  /// `3·3·32 + 4·32`; `nil` where the text is something else.
  static func sum(_ formula: String) -> Int? {
    var sum = 0
    for term in formula.split(separator: "+") {
      var product = 1
      for factor in term.split(separator: "·") {
        guard let number = Int(factor.filter { $0 != " " }) else { return nil }
        product *= number
      }
      sum += product
    }
    return sum
  }
}

extension ApplicationsOracle.Block {
  var fullKind: String { ApplicationsOracle.shared.kinds[kind] ?? kind }

  var fullShortcut: String? {
    shortcut.map { ["i": "identity", "p": "projection", "m": "pool", "c": "concat"][$0] ?? $0 }
  }
}
