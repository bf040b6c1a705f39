/// Depthwise-separable blocks (Howard et al., "MobileNets", 2017): a depthwise convolution and a pointwise one, each
/// followed by a function that is not linear, with nothing added.
struct DepthwiseSeparableFamily: BlockFamily {
  /// By the weights alone an inverted bottleneck without expansion has the same shapes. Every network of inverted
  /// bottlenecks has some that expand.
  func revise(_ blocks: inout [FoundBlock], in network: Network) {
    guard !network.hasGraph, !blocks.contains(where: { $0.kind == .invertedBottleneck && $0.expand != nil })
    else {
      return
    }
    for position in blocks.indices where blocks[position].kind == .invertedBottleneck {
      blocks[position].kind = .depthwiseSeparable
      blocks[position].named = blocks[position].units.prefix(1).map(\.node)
    }
  }

  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let depthwise = cursor.convolution("depthwise", where: { $0.form == .depthwise }),
        let channels = cursor.network.convolution(depthwise.node)?.output,
        let project = cursor.pointwise("project", from: channels)
      else { return nil }
      var block = FoundBlock(.depthwiseSeparable)
      block.units = [depthwise, project]
      block.input = cursor.network.inputChannels(of: depthwise.node)
      block.output = cursor.network.convolution(project.node)?.output
      block.residual = false
      block.named = [depthwise.node]
      return block
    }
  }
}
