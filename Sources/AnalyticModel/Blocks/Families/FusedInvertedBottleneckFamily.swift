/// Fused inverted bottlenecks (Tan and Le, "EfficientNetV2", 2021): one full convolution in place of expansion and
/// depthwise convolution, then a linear pointwise projection. With an expansion of 1 only the full convolution is left.
struct FusedInvertedBottleneckFamily: BlockFamily {
  /// By the weights alone two convolutions of a plain network can look alike; EfficientNetV2 expands by 4, its
  /// relatives for edge devices by 4 and 8.
  private static let leastFactorByWeights = 3

  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let branches = cursor.residual() else { return nil }
      var inner = cursor.over(branches.main)
      guard var block = inner.attempt(Self.main) ?? inner.attempt(Self.unexpanded), inner.isAtEnd else {
        return nil
      }
      block.take(branches)
      return block
    } ?? cursor.attempt(Self.withoutAddition)
  }

  private static func withoutAddition(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = main(&cursor), let input = block.input, let expand = block.expand,
      let output = block.output, let last = block.units.last?.nodes.last
    else { return nil }
    if cursor.network.hasGraph {
      guard cursor.network.nodes[last].isActivated != true else { return nil }
      block.residual = false
      return block
    }
    // The first convolution of a network widens as much, and is its stem.
    guard let first = block.units.first?.node,
      cursor.network.nodes[..<first].contains(where: \.isConvolution),
      expand % input == 0, expand / input >= leastFactorByWeights, output < expand
    else { return nil }
    if input == output {
      block.leaveResidualOpen()
    } else {
      block.residual = false
    }
    return block
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let expand = cursor.convolution("expand", where: \.isSpatial), expand.normalization != nil,
      let wide = cursor.network.convolution(expand.node), wide.output > wide.input
    else { return nil }
    let squeeze = cursor.squeezeExcite(channels: wide.output)
    guard let project = cursor.pointwise("project", from: wide.output), project.normalization != nil else {
      return nil
    }
    var block = FoundBlock(.fusedInvertedBottleneck)
    block.units = [expand]
    block.take(squeeze)
    block.units.append(project)
    block.input = wide.input
    block.expand = wide.output
    block.output = cursor.network.convolution(project.node)?.output
    return block
  }

  private static func unexpanded(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let project = cursor.convolution("project", where: \.isSpatial), project.normalization != nil,
      let convolution = cursor.network.convolution(project.node)
    else { return nil }
    var block = FoundBlock(.fusedInvertedBottleneck)
    block.units = [project]
    block.input = convolution.input
    block.output = convolution.output
    return block
  }

  /// Full convolutions between the stem's one and the first fused block have an expansion of 1.
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] {
    let network = rest.network
    let fused = rest.found.filter { $0.kind == .fusedInvertedBottleneck }.compactMap { $0.nodes.min() }
    guard let first = fused.min(),
      let piece = rest.pieces.last(where: { $0.isOnTrunk && ($0.nodes.last ?? first) < first })
    else { return [] }
    var cursor = BlockCursor(network, piece.nodes.map { .node($0) })
    while !cursor.isAtEnd, cursor.convolution("", where: \.isSpatial) == nil { cursor.position += 1 }
    var blocks: [FoundBlock] = []
    while !cursor.isAtEnd {
      guard var block = cursor.attempt(Self.unexpanded) else {
        cursor.position += 1
        continue
      }
      if network.hasGraph || block.input != block.output {
        block.residual = false
      } else {
        block.leaveResidualOpen()
      }
      blocks.append(block)
    }
    return blocks
  }
}
