import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("Blocks of other small networks")
struct OtherBlocksTests {
  @Test("branches that are concatenated, as in a GoogLeNet")
  func inception() throws {
    let model = try BuiltModel { network in
      let x = network.conv(12, bias: true, to: network.input)
      let a = network.conv(4, 1, bias: true, to: x)
      let b = network.conv(6, 3, bias: true, to: network.conv(3, 1, bias: true, to: x))
      let c = network.conv(5, 5, bias: true, to: network.conv(2, 1, bias: true, to: x))
      let pooled = network.add("MaxPooling2D", ["pool_size": 3, "strides": 1, "padding": "same"], to: x)
      let d = network.conv(3, 1, bias: true, to: pooled)
      let joined = network.layer("Concatenate", "mixed", from: [a, b, c, d])
      return network.conv(7, bias: true, to: joined)
    }
    let graph = model.configured.blocksByGraph
    #expect(graph.map(\.kind) == [.stem, .inception, .head])
    #expect(graph[1].name == "mixed")
    for blocks in [graph, model.weightsOnly.blocksByOrder] {
      let block = try #require(blocks.first { $0.kind == .inception })
      #expect(block.input == 12 && block.output == 18 && block.kernel == [5, 5])
      // 12·4 + 4, 12·3 + 3, 9·3·6 + 6, 12·2 + 2, 25·2·5 + 5, 12·3 + 3.
      #expect(block.parameters == 52 + 39 + 168 + 26 + 255 + 39)
      #expect(block.bias.count == 6 && block.residual == false)
    }
  }

  @Test("a dense layer and a transition, as in a DenseNet")
  func dense() throws {
    let model = try BuiltModel { network in
      let x = network.activated(network.normalized(network.conv(8, to: network.input)))
      var y = network.conv(16, 1, to: network.activated(network.normalized(x)))
      y = network.conv(4, to: network.activated(network.normalized(y)))
      var z = network.join("Concatenate", x, y)
      z = network.conv(6, 1, to: network.activated(network.normalized(z)))
      z = network.add("AveragePooling2D", ["pool_size": 2], to: z)
      return network.normalized(z)
    }
    let blocks = model.configured.blocksByGraph
    #expect(blocks.map(\.kind) == [.stem, .denseBlock, .transition, .head])
    #expect(blocks.map(\.input) == [3, 8, 12, 6] && blocks.map(\.output) == [8, 12, 6, 6])
    #expect(blocks[1].expand == 16 && blocks[1].shortcut == .concat && blocks[2].stride == [2, 2])
    #expect(blocks[1].batchNorm?.after == ["input", "1"] && blocks[2].batchNorm?.after == ["input"])
    // 4·8 + 8·16 + 4·16 + 9·16·4; 4·12 + 12·6.
    #expect(blocks[1].parameters == 800 && blocks[2].parameters == 120)
  }

  /// Attention and two dense layers, each with its input added.
  private func encoder(normalizesFirst: Bool) throws -> BuiltModel {
    try BuiltModel(height: 9, width: nil, channels: 6) { network in
      func part(
        _ x: ArchitectureBuilder.Tensor,
        _ body: (inout ArchitectureBuilder, ArchitectureBuilder.Tensor) -> ArchitectureBuilder.Tensor
      ) -> ArchitectureBuilder.Tensor {
        if normalizesFirst {
          return network.join("Add", x, body(&network, network.add("LayerNormalization", to: x)))
        }
        return network.add("LayerNormalization", to: network.join("Add", x, body(&network, x)))
      }
      var x = network.add("Reshape", ["target_shape": [-1, 6]], to: network.input)
      x = part(x) { network, x in
        network.layer("MultiHeadAttention", settings: ["num_heads": 2, "key_dim": 3], from: x, x)
      }
      return part(x) { network, x in
        network.add(
          "Dense", ["units": 6], to: network.add("Dense", ["units": 24, "activation": "relu"], to: x))
      }
    }
  }

  @Test("encoder layers of a transformer", arguments: [true, false])
  func transformer(_ normalizesFirst: Bool) throws {
    let blocks = try encoder(normalizesFirst: normalizesFirst).configured.blocksByGraph
    #expect(blocks.map(\.kind) == [.transformerEncoder])
    let block = try #require(blocks.first)
    #expect(block.input == 6 && block.expand == 24 && block.output == 6)
    #expect(block.residual == true && block.shortcut == .identity && block.kernel == nil)
    #expect(block.bias == ["attention", "expand", "project"])
  }

  @Test("convolutions between poolings, and the dense layers behind")
  func plainStages() throws {
    let model = try BuiltModel { network in
      var x = network.input
      for (filters, count) in [(4, 2), (8, 1)] {
        for _ in 0..<count { x = network.activated(network.conv(filters, bias: true, to: x)) }
        x = network.add("MaxPooling2D", ["pool_size": 2], to: x)
      }
      x = network.add("Flatten", to: x)
      x = network.add("Dense", ["units": 10, "activation": "relu"], to: x)
      return network.add("Dense", ["units": 3], to: x)
    }
    for blocks in [model.configured.blocksByGraph, model.weightsOnly.blocksByOrder] {
      #expect(blocks.map(\.kind) == [.plainStage, .plainStage, .head, .classifier])
      #expect(blocks.map(\.input) == [3, 4, 512, 10] && blocks.map(\.output) == [4, 8, 10, 3])
      // 9·3·4 + 4 + 9·4·4 + 4; 9·4·8 + 8; 512·10 + 10; 10·3 + 3.
      #expect(blocks.map(\.parameters) == [260, 296, 5_130, 33])
    }
    #expect(model.configured.blocksByGraph.map(\.stride) == [[2, 2], [2, 2], nil, nil])
  }

  @Test("a network of which nothing is known has no blocks by order alone")
  func unknown() throws {
    let model = try BuiltModel { network in
      let a = network.conv(4, to: network.input)
      let b = network.conv(7, to: network.input)
      let c = network.join("Add", network.conv(5, to: a), network.conv(5, to: b))
      return network.conv(6, to: c)
    }
    #expect(model.weightsOnly.blocksByOrder == [])
  }
}
