import LayerCatalog
import Testing

@testable import AnalyticModel

/// The block 3 -> 18 -> 18 in every mixture of normalizations and biases. The counts are those that live Keras 3.15.1
/// gives for the same layers.
@Suite("Inverted bottlenecks in every mixture")
struct InvertedBottleneckBlocksTests {
  struct Mixture: Sendable, CustomStringConvertible {
    var after: [String]
    var hasBias: Bool
    var weights: Int
    var trainable: Int
    var all: Int
    var description: String {
      "\(after.joined(separator: "+")) \(hasBias ? "with biases" : "without biases")"
    }
  }

  static let mixtures: [Mixture] = [
    Mixture(
      after: ["expand", "depthwise", "project"], hasBias: false, weights: 540, trainable: 648, all: 756),
    Mixture(after: ["depthwise", "project"], hasBias: false, weights: 540, trainable: 612, all: 684),
    Mixture(after: ["depthwise"], hasBias: false, weights: 540, trainable: 576, all: 612),
    Mixture(after: [], hasBias: false, weights: 540, trainable: 540, all: 540),
    Mixture(
      after: ["expand", "depthwise", "project"], hasBias: true, weights: 594, trainable: 702, all: 810),
    Mixture(after: ["depthwise", "project"], hasBias: true, weights: 594, trainable: 666, all: 738),
    Mixture(after: ["depthwise"], hasBias: true, weights: 594, trainable: 630, all: 666),
    Mixture(after: [], hasBias: true, weights: 594, trainable: 594, all: 594),
  ]

  private func model(_ mixture: Mixture) throws -> BuiltModel {
    try BuiltModel { network in
      func finish(_ step: String, _ x: ArchitectureBuilder.Tensor) -> ArchitectureBuilder.Tensor {
        mixture.after.contains(step) ? network.normalized(x) : x
      }
      var x = finish("expand", network.conv(18, 1, bias: mixture.hasBias, to: network.input))
      x = network.activated(x)
      x = finish("depthwise", network.depthwise(bias: mixture.hasBias, to: x))
      x = network.activated(x)
      return finish("project", network.conv(18, 1, bias: mixture.hasBias, to: x))
    }
  }

  @Test("by the graph", arguments: mixtures)
  func graph(_ mixture: Mixture) throws {
    let blocks = try model(mixture).configured.blocksByGraph
    let block = try #require(blocks.first)
    #expect(blocks.count == 1 && block.kind == .invertedBottleneck)
    expect(block, mixture)
    #expect(block.stride == [1, 1] && block.residual == false && block.reasons == [])
    #expect(block.trainableParameters == mixture.trainable)
    #expect(block.multiplyAccumulates == 32 * 32 * 540)
  }

  @Test("by order alone", arguments: mixtures)
  func order(_ mixture: Mixture) throws {
    let blocks = try model(mixture).weightsOnly.blocksByOrder
    let block = try #require(blocks.first)
    #expect(blocks.count == 1 && block.kind == .invertedBottleneck)
    expect(block, mixture)
    #expect(block.stride == nil && block.residual == false && block.multiplyAccumulates == nil)
    #expect(block.reasons.map(\.field) == ["stride", "macs"])
  }

  private func expect(_ block: Block, _ mixture: Mixture) {
    #expect(block.input == 3 && block.expand == 18 && block.output == 18 && block.kernel == [3, 3])
    #expect(
      block.counts == Block.Counts(weights: mixture.weights, trainable: mixture.trainable, all: mixture.all))
    #expect(block.batchNorm?.after == mixture.after)
    #expect(block.batchNorm?.gamma == 18 * mixture.after.count)
    #expect(block.bias == (mixture.hasBias ? ["expand", "depthwise", "project"] : []))
    #expect(Product.sum(block.formula ?? "") == mixture.all)
  }

  @Test("the formula names each product")
  func formula() throws {
    let block = try model(Self.mixtures[0]).configured.blocksByGraph.first
    #expect(block?.formula == "1·1·3·18 + 4·18 + 3·3·18·1 + 4·18 + 1·1·18·18 + 4·18")
  }

  @Test("without expansion, kernel 5, stride 2, squeeze-and-excite by operations")
  func squeeze() throws {
    let model = try BuiltModel { network in
      var x = network.normalized(network.conv(16, strides: 2, to: network.input))
      x = network.activated(x)
      x = network.activated(network.normalized(network.depthwise(5, strides: 2, to: x)))
      var gate = network.layer("GlobalAveragePooling2D", settings: ["keepdims": true], from: x)
      gate = network.activated(network.conv(4, 1, bias: true, to: gate))
      gate = network.conv(16, 1, bias: true, to: gate)
      x = network.operation("Multiply", from: x, gate)
      return network.normalized(network.conv(24, 1, to: x))
    }
    // Weights 25·16 + (16·4 + 4) + (4·16 + 16) + 16·24, gamma and beta 2·(16 + 24), as many statistics.
    let counts = Block.Counts(weights: 932, trainable: 1_012, all: 1_092)
    for blocks in [model.configured.blocksByGraph, model.weightsOnly.blocksByOrder] {
      #expect(blocks.count == 2 && blocks.first?.kind == .stem)
      let block = try #require(blocks.last)
      #expect(block.input == 16 && block.expand == nil && block.output == 24)
      #expect(block.kernel == [5, 5] && block.squeeze == 4)
      #expect(block.counts == counts)
      #expect(block.bias == ["squeeze", "excite"])
    }
    #expect(model.configured.blocksByGraph.last?.kind == .invertedBottleneck)
    #expect(model.configured.blocksByGraph.last?.stride == [2, 2])
    // 8 x 8 positions; the gate sees one.
    #expect(model.configured.blocksByGraph.last?.multiplyAccumulates == 64 * (25 * 16 + 16 * 24) + 128)
  }

  @Test(
    "equal channels prove no addition: null by order, told by the graph", arguments: [(1, true), (2, false)])
  func residual(_ strides: Int, _ isAdded: Bool) throws {
    let model = try BuiltModel { network in
      let x = network.normalized(network.conv(8, to: network.input))
      var y = network.activated(network.normalized(network.conv(48, 1, to: x)))
      y = network.activated(network.normalized(network.depthwise(strides: strides, to: y)))
      y = network.normalized(network.conv(8, 1, to: y))
      return isAdded ? network.join("Add", x, y) : y
    }
    let graph = try #require(model.configured.blocksByGraph.last)
    #expect(graph.kind == .invertedBottleneck && graph.residual == isAdded)
    #expect(graph.shortcut == (isAdded ? .identity : nil) && graph.stride == [strides, strides])
    let order = try #require(model.weightsOnly.blocksByOrder.last)
    #expect(order.kind == .invertedBottleneck && order.residual == nil && order.shortcut == nil)
    #expect(order.reasons.contains { $0.field == "residual" })
    #expect(order.parameters == graph.parameters)
  }

  @Test("normalizations of another kind are no batch normalization")
  func layerNormalization() throws {
    let model = try BuiltModel { network in
      var x = network.add("LayerNormalization", to: network.conv(18, 1, to: network.input))
      x = network.add("LayerNormalization", to: network.depthwise(to: x))
      return network.add("LayerNormalization", to: network.conv(18, 1, to: x))
    }
    for blocks in [model.configured.blocksByGraph, model.weightsOnly.blocksByOrder] {
      let block = try #require(blocks.first)
      #expect(blocks.count == 1 && block.kind == .invertedBottleneck)
      #expect(block.batchNorm == Block.BatchNorm())
      #expect(block.counts == Block.Counts(weights: 540, trainable: 648, all: 648))
    }
  }

  @Test("without an expansion and with a function behind the projection: depthwise-separable")
  func depthwiseSeparable() throws {
    let model = try BuiltModel { network in
      var x = network.activated(network.normalized(network.conv(8, strides: 2, to: network.input)))
      for filters in [16, 24] {
        x = network.activated(network.normalized(network.depthwise(to: x)))
        x = network.activated(network.normalized(network.conv(filters, 1, to: x)))
      }
      return x
    }
    for blocks in [model.configured.blocksByGraph, model.weightsOnly.blocksByOrder] {
      #expect(blocks.map(\.kind) == [.stem, .depthwiseSeparable, .depthwiseSeparable])
      #expect(blocks.map(\.output) == [8, 16, 24])
      #expect(blocks.map(\.residual) == [false, false, false])
    }
  }
}
