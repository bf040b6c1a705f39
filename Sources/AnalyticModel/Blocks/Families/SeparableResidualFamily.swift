/// Residual blocks of separable convolutions (Chollet, "Xception", 2016; mini-Xception): each with its normalization,
/// then a pooling in strided blocks, and the input added as it is or through a strided 1 x 1 convolution.
struct SeparableResidualFamily: BlockFamily {
  /// Separable convolutions of one width in a row show no borders in the weights; Xception's middle flow has three in
  /// each block.
  private static let perBlockByWeights = 3

  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let branches = cursor.residual() else { return nil }
      var inner = cursor.over(branches.main)
      guard var block = Self.main(&inner, most: nil) else { return nil }
      if let pool = inner.pooling() { block.others.append(pool) }
      guard inner.isAtEnd else { return nil }
      block.take(branches)
      return block
    }
      ?? (cursor.network.hasGraph
        ? nil : cursor.attempt(Self.projectedByWeights) ?? cursor.attempt(Self.byWeights))
  }

  private static func main(_ cursor: inout BlockCursor, most: Int?) -> FoundBlock? {
    var block = FoundBlock(.separableResidual)
    let normalization = cursor.normalization(channels: nil)
    block.others += normalization.map { [$0] } ?? []
    block.normalizesInput = normalization != nil
    while most.map({ block.units.count < $0 }) ?? true,
      let unit = cursor.convolution("\(block.units.count + 1)", where: { $0.form == .separable })
    {
      block.units.append(unit)
    }
    guard let first = block.units.first, let last = block.units.last else { return nil }
    block.input = cursor.network.inputChannels(of: first.node)
    block.output = cursor.network.convolution(last.node)?.output
    return block
  }

  /// By the weights alone, with a projection: a 1 x 1 convolution from the first input to the last output. Keras lists
  /// layers by depth, so that the last normalization may stand behind the projection.
  private static func projectedByWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard cursor.node.flatMap(cursor.network.normalization) == nil,
      var block = main(&cursor, most: perBlockByWeights),
      let input = block.input, let output = block.output, let last = block.units.indices.last,
      var projection = cursor.bareConvolution(
        "shortcut", where: { $0.isPointwise && $0.input == input && $0.output == output })
    else { return nil }
    if block.units[last].normalization == nil {
      block.units[last].normalization = cursor.normalization(channels: output)
    }
    projection.normalization = cursor.normalization(channels: output)
    block.units.append(projection)
    block.residual = true
    block.shortcut = .projection
    return block
  }

  private static func byWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard cursor.last == .separableResidual, let block = main(&cursor, most: perBlockByWeights),
      block.units.count == perBlockByWeights, block.input == block.output
    else { return nil }
    var open = block
    open.leaveResidualOpen()
    return open
  }
}
