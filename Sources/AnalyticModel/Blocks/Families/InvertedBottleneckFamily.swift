/// Inverted bottlenecks (Sandler et al., "MobileNetV2: Inverted Residuals and Linear Bottlenecks", 2018): a pointwise
/// expansion, a depthwise convolution and a linear pointwise projection, with squeeze-and-excite behind the depthwise
/// convolution in MobileNetV3 and EfficientNet.
///
/// The expansion may be missing. Normalizations and biases may stand anywhere or nowhere.
struct InvertedBottleneckFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let branches = cursor.residual() else { return nil }
      var inner = cursor.over(branches.main)
      guard var block = Self.main(&inner), inner.isAtEnd else { return nil }
      block.take(branches)
      return block
    } ?? cursor.attempt { $0.network.hasGraph ? Self.withoutAddition(&$0) : Self.byWeights(&$0) }
  }

  /// In a graph: no addition. Without an expansion a function behind the projection makes it a depthwise-separable
  /// block, because the projection of an inverted bottleneck is linear.
  private static func withoutAddition(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = main(&cursor) else { return nil }
    if block.expand == nil, let last = block.units.last?.nodes.last,
      cursor.network.nodes[last].isActivated == true
    {
      return nil
    }
    block.residual = false
    return block
  }

  private static func byWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = main(&cursor) else { return nil }
    if block.input == block.output {
      block.leaveResidualOpen()
    } else {
      // What is added must have as many channels as that to which it is added.
      block.residual = false
    }
    return block
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    let expand = cursor.attempt { cursor -> FoundBlock.Unit? in
      guard let expand = cursor.pointwise("expand"), let node = cursor.node,
        let convolution = cursor.network.convolution(expand.node), convolution.output >= convolution.input,
        let depthwise = cursor.network.convolution(node), isDepthwise(depthwise),
        depthwise.input == convolution.output
      else { return nil }
      return expand
    }
    guard let depthwise = cursor.convolution("depthwise", where: isDepthwise),
      let middle = cursor.network.convolution(depthwise.node)
    else { return nil }
    let squeeze = cursor.squeezeExcite(channels: middle.output)
    guard let project = cursor.pointwise("project", from: middle.output) else { return nil }
    var block = FoundBlock(.invertedBottleneck)
    block.units = (expand.map { [$0] } ?? []) + [depthwise]
    block.take(squeeze)
    block.units.append(project)
    block.expand = expand.flatMap { cursor.network.convolution($0.node)?.output }
    block.input = cursor.network.inputChannels(of: (expand ?? depthwise).node)
    block.output = cursor.network.convolution(project.node)?.output
    return block
  }

  private static func isDepthwise(_ convolution: Convolution) -> Bool { convolution.form == .depthwise }
}
