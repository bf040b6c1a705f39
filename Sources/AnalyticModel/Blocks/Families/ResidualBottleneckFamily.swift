/// Residual bottlenecks (He et al., "Deep Residual Learning for Image Recognition", 2015): a 1 x 1 convolution to fewer
/// channels, a spatial one, a 1 x 1 convolution to more, and the input added, projected where the channels differ.
struct ResidualBottleneckFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let branches = cursor.residual() else { return nil }
      var inner = cursor.over(branches.main)
      guard var block = Self.main(&inner), inner.isAtEnd else { return nil }
      block.take(branches)
      return block
    }
      ?? (cursor.network.hasGraph
        ? nil : cursor.attempt(Self.projectedByWeights) ?? cursor.attempt(Self.byWeights))
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = opening(&cursor), let width = block.expand else { return nil }
    let squeeze = cursor.squeezeExcite(channels: width)
    guard let third = cursor.pointwise("3", from: width),
      let output = cursor.network.convolution(third.node)?.output
    else { return nil }
    // SE-ResNet gates what the third convolution gives.
    block.take(squeeze)
    block.units.append(third)
    if squeeze == nil { block.take(cursor.squeezeExcite(channels: output)) }
    block.output = output
    return block
  }

  /// The first two convolutions.
  private static func opening(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let first = cursor.pointwise("1"), let narrow = cursor.network.convolution(first.node),
      let second = cursor.convolution("2", where: { $0.isSpatial && $0.output >= narrow.output }),
      let width = cursor.network.convolution(second.node)?.output
    else { return nil }
    var block = FoundBlock(.residualBottleneck)
    block.units = [first, second]
    block.input = narrow.input
    block.expand = width
    return block
  }

  /// By the weights alone, with an identity: the channels come back to what they were.
  private static func byWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = main(&cursor), block.input == block.output, let width = block.expand,
      let output = block.output, output > width
    else { return nil }
    block.leaveResidualOpen()
    return block
  }

  /// By the weights alone, with a projection: a second 1 x 1 convolution leads from the block's input to its output.
  /// Keras lists layers by depth, so that the projection stands in front of the third convolution and both
  /// normalizations behind; where a network was written in another order it stands behind.
  private static func projectedByWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard var block = opening(&cursor), let input = block.input, let width = block.expand,
      var one = cursor.bareConvolution("shortcut", where: { $0.isPointwise })
    else { return nil }
    let oneNormalization = cursor.normalization(channels: cursor.network.convolution(one.node)?.output)
    guard var two = cursor.bareConvolution("3", where: { $0.isPointwise }),
      let a = cursor.network.convolution(one.node), let b = cursor.network.convolution(two.node),
      a.output == b.output, a.output > width, Set([a.input, b.input]) == Set([input, width])
    else { return nil }
    let further = cursor.normalization(channels: a.output)
    let last = oneNormalization == nil ? cursor.normalization(channels: a.output) : nil
    one.normalization = oneNormalization ?? further
    two.normalization = oneNormalization == nil ? last : further
    // The projection reads the block's input; where both have as many channels the first one is taken for it.
    if a.input != input { swap(&one.name, &two.name) }
    block.units += one.name == "3" ? [one, two] : [two, one]
    block.output = a.output
    block.residual = true
    block.shortcut = .projection
    return block
  }
}
