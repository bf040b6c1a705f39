/// Bottlenecks that normalize before they convolve (He et al., "Identity Mappings in Deep Residual Networks", 2016):
/// ResNet v2. Nothing stands between the third convolution and the addition.
struct PreactivationBottleneckFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt(Self.normalizedInside) ?? cursor.attempt(Self.normalizedInFront)
      ?? (cursor.network.hasGraph ? nil : cursor.attempt(Self.byWeights))
  }

  /// The identity comes from in front of the first normalization.
  private static func normalizedInside(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let branches = cursor.residual() else { return nil }
    var inner = cursor.over(branches.main)
    guard let normalization = inner.normalization(channels: nil), var block = main(&inner), inner.isAtEnd
    else {
      return nil
    }
    block.others.append(normalization)
    block.take(branches)
    return block
  }

  /// The projection reads what the first normalization gives, as the block's convolutions do.
  private static func normalizedInFront(_ cursor: inout BlockCursor) -> FoundBlock? {
    // Behind a convolution the normalization is that convolution's.
    if let previous = cursor.previousNode, cursor.network.convolution(previous) != nil { return nil }
    guard let normalization = cursor.normalization(channels: nil), let branches = cursor.residual() else {
      return nil
    }
    var inner = cursor.over(branches.main)
    guard var block = main(&inner), inner.isAtEnd, block.units.last?.normalization == nil else { return nil }
    block.others.append(normalization)
    block.take(branches)
    return block
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = opening(&cursor), let third = cursor.pointwise("3", from: block.expand) else {
      return nil
    }
    block.units.append(third)
    block.output = cursor.network.convolution(third.node)?.output
    return block
  }

  private static func opening(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let first = cursor.pointwise("1"), let second = cursor.convolution("2", where: \.isSpatial) else {
      return nil
    }
    var block = FoundBlock(.preactivationBottleneck)
    block.units = [first, second]
    block.input = cursor.network.inputChannels(of: first.node)
    block.expand = cursor.network.convolution(second.node)?.output
    block.normalizesInput = true
    return block
  }

  /// By the weights alone: a normalization, the three convolutions, and none behind the third. A projection stands in
  /// front of the third convolution (Keras lists layers by depth).
  private static func byWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let normalization = cursor.normalization(channels: nil), var block = opening(&cursor),
      block.units.allSatisfy({ $0.normalization != nil }), let input = block.input, let width = block.expand,
      cursor.network.normalization(normalization)?.channels == input,
      var third = cursor.bareConvolution("3", where: { $0.isPointwise && $0.output > width }),
      let convolution = cursor.network.convolution(third.node)
    else { return nil }
    block.others.append(normalization)
    block.output = convolution.output
    if var projection = cursor.bareConvolution(
      "shortcut",
      where: {
        $0.isPointwise && $0.output == convolution.output
          && Set([$0.input, convolution.input]) == Set([input, width])
      })
    {
      // Two normalizations behind are those of the third convolution and the projection: ResNet v1.
      if let output = block.output, cursor.attempt({ $0.normalizations(2, channels: output) }) != nil {
        return nil
      }
      // The projection reads the block's input; where both have as many channels the first one is taken for it.
      if convolution.input == input { swap(&third.node, &projection.node) }
      block.shortcut = .projection
      block.residual = true
      block.units += [third, projection]
    } else {
      // The same shapes in a row begin with a normalization here and end with one in ResNet v1: only a block with a
      // projection tells the two apart.
      guard cursor.last == .preactivationBottleneck, convolution.input == width else { return nil }
      block.leaveResidualOpen()
      block.units.append(third)
    }
    return block
  }
}
