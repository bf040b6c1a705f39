import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("Residual blocks of small networks")
struct ResidualBlocksTests {
  typealias Tensor = ArchitectureBuilder.Tensor

  /// A basic block of ResNet v1; with other channels or a stride its input is projected.
  private static func basic(
    _ network: inout ArchitectureBuilder, _ x: Tensor, filters: Int, strides: Int = 1
  ) -> Tensor {
    var y = network.activated(network.normalized(network.conv(filters, strides: strides, to: x)))
    y = network.normalized(network.conv(filters, to: y))
    let isProjected = strides > 1 || x.channels != filters
    let around = isProjected ? network.normalized(network.conv(filters, 1, strides: strides, to: x)) : x
    return network.activated(network.join("Add", y, around))
  }

  @Test("basic blocks, as in ResNet18")
  func basic() throws {
    let model = try BuiltModel { network in
      var x = network.activated(network.normalized(network.conv(8, 7, strides: 2, to: network.input)))
      x = Self.basic(&network, x, filters: 8)
      x = Self.basic(&network, x, filters: 16, strides: 2)
      x = network.add("GlobalAveragePooling2D", to: x)
      return network.add("Dense", ["units": 4], to: x)
    }
    let blocks = model.configured.blocksByGraph
    #expect(blocks.map(\.kind) == [.stem, .residualBasic, .residualBasic, .classifier])
    #expect(blocks.map(\.shortcut) == [nil, .identity, .projection, nil])
    #expect(blocks.map(\.stride) == [[2, 2], [1, 1], [2, 2], nil])
    // 2·(9·8·8) + 2·4·8; 9·8·16 + 9·16·16 + 8·16 + 3·4·16; 16·4 + 4.
    #expect(blocks.map(\.parameters) == [147 * 8 + 32, 1_216, 3_776, 68])
    #expect(blocks[2].batchNorm?.after == ["1", "2", "shortcut"])

    let order = model.weightsOnly.blocksByOrder
    #expect(order.map(\.kind) == [.stem, .residualBasic, .residualBasic, .classifier])
    #expect(order.map(\.residual) == [false, nil, true, false])
    #expect(order.map(\.shortcut) == [nil, nil, .projection, nil])
    #expect(order.map(\.parameters) == blocks.map(\.parameters))
  }

  @Test("a normalization in front of both convolutions")
  func preactivated() throws {
    let model = try BuiltModel { network in
      let x = network.conv(8, to: network.input)
      var y = network.conv(8, to: network.activated(network.normalized(x)))
      y = network.conv(8, to: network.activated(network.normalized(y)))
      return network.join("Add", x, y)
    }
    let block = try #require(model.configured.blocksByGraph.last)
    #expect(block.kind == .residualBasic && block.shortcut == .identity)
    #expect(block.batchNorm?.after == ["input", "1"])
    #expect(block.counts == Block.Counts(weights: 1_152, trainable: 1_184, all: 1_216))
  }

  @Test("squeeze-and-excite with dense layers, behind the second convolution")
  func squeezed() throws {
    let model = try BuiltModel { network in
      let x = network.activated(network.normalized(network.conv(8, to: network.input)))
      var y = network.activated(network.normalized(network.conv(8, to: x)))
      y = network.normalized(network.conv(8, to: y))
      var gate = network.add("GlobalAveragePooling2D", to: y)
      gate = network.add("Dense", ["units": 2, "activation": "relu"], to: gate)
      gate = network.add("Dense", ["units": 8, "activation": "sigmoid"], to: gate)
      gate = network.add("Reshape", ["target_shape": [1, 1, 8]], to: gate)
      y = network.join("Multiply", y, gate)
      return network.activated(network.join("Add", x, y))
    }
    let block = try #require(model.configured.blocksByGraph.last)
    #expect(block.kind == .residualBasic && block.squeeze == 2)
    #expect(block.bias == ["squeeze", "excite"])
    // 2·576 + 2·4·8, and 8·2 + 2 + 2·8 + 8.
    #expect(block.parameters == 1_216 + 42)
  }

  @Test("separable convolutions with a strided projection, as in mini-Xception")
  func separable() throws {
    let model = try BuiltModel { network in
      let x = network.activated(network.normalized(network.conv(8, to: network.input)))
      var y = x
      for _ in 0..<2 {
        let settings: Settings = ["filters": 16, "kernel_size": 3, "padding": "same", "use_bias": false]
        y = network.normalized(network.add("SeparableConv2D", settings, to: network.activated(y)))
      }
      y = network.add("MaxPooling2D", ["pool_size": 3, "strides": 2, "padding": "same"], to: y)
      return network.join("Add", y, network.normalized(network.conv(16, 1, strides: 2, to: x)))
    }
    for blocks in [model.configured.blocksByGraph, model.weightsOnly.blocksByOrder] {
      #expect(blocks.map(\.kind) == [.stem, .separableResidual])
      let block = try #require(blocks.last)
      #expect(block.input == 8 && block.output == 16 && block.kernel == [3, 3])
      #expect(block.residual == true && block.shortcut == .projection)
      // (9·8 + 8·16) + (9·16 + 16·16) + 8·16 + 3·4·16.
      #expect(block.parameters == 200 + 400 + 128 + 192)
    }
    #expect(model.configured.blocksByGraph.last?.stride == [2, 2])
  }

  @Test("an addition of something else is no residual block")
  func twoPaths() throws {
    let model = try BuiltModel { network in
      let x = network.conv(8, to: network.input)
      let y = network.conv(8, 5, to: network.input)
      return network.join("Add", network.conv(8, to: x), network.conv(8, to: y))
    }
    #expect(!model.configured.blocksByGraph.contains { $0.residual == true })
  }
}
