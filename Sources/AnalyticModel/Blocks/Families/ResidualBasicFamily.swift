/// Basic residual blocks (He et al., 2015 and 2016): two spatial convolutions with the input added, with their
/// normalizations behind (v1) or in front (v2).
struct ResidualBasicFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { cursor in
      guard let branches = cursor.residual() else { return nil }
      var inner = cursor.over(branches.main)
      let normalization = inner.normalization(channels: nil)
      guard var block = Self.main(&inner), inner.isAtEnd else { return nil }
      block.others += normalization.map { [$0] } ?? []
      block.normalizesInput = normalization != nil
      block.take(branches)
      return block
    } ?? (cursor.network.hasGraph ? nil : cursor.attempt(Self.projectedByWeights))
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let first = cursor.convolution("1", where: \.isSpatial),
      let second = cursor.convolution("2", where: \.isSpatial)
    else { return nil }
    var block = FoundBlock(.residualBasic)
    block.units = [first, second]
    block.input = cursor.network.inputChannels(of: first.node)
    block.output = cursor.network.convolution(second.node)?.output
    if let output = block.output { block.take(cursor.squeezeExcite(channels: output)) }
    return block
  }

  /// By the weights alone only a block with a projection shows itself: its 1 x 1 convolution leads from the block's
  /// input to its output, beside the two spatial ones.
  private static func projectedByWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let first = cursor.convolution("1", where: \.isSpatial),
      let wide = cursor.network.convolution(first.node), wide.output > wide.input
    else { return nil }
    let sameWidth: (Convolution) -> Bool = {
      $0.isSpatial && $0.input == wide.output && $0.output == wide.output
    }
    let projects: (Convolution) -> Bool = {
      $0.isPointwise && $0.input == wide.input && $0.output == wide.output
    }
    // Keras lists layers by depth: both convolutions, then both normalizations, the projection first or last.
    var units: [FoundBlock.Unit] = []
    for _ in 0..<2 {
      if let second = cursor.bareConvolution("2", where: sameWidth) {
        units.append(second)
      } else if let projection = cursor.bareConvolution("shortcut", where: projects) {
        units.append(projection)
      } else {
        return nil
      }
      if units.count == 1 { units[0].normalization = cursor.normalization(channels: wide.output) }
    }
    guard Set(units.map(\.name)).count == 2 else { return nil }
    for position in units.indices where units[position].normalization == nil {
      units[position].normalization = cursor.normalization(channels: wide.output)
    }
    var block = FoundBlock(.residualBasic)
    block.units = [first] + units.sorted { $0.name < $1.name }
    block.input = wide.input
    block.output = wide.output
    block.residual = true
    block.shortcut = .projection
    return block
  }

  /// Once the weights show one such block, pairs of equal convolutions beside it are its siblings with an identity.
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] {
    let network = rest.network
    guard !network.hasGraph, rest.found.contains(where: { $0.kind == .residualBasic }) else { return [] }
    var blocks: [FoundBlock] = []
    for piece in rest.pieces {
      var cursor = BlockCursor(network, piece.nodes.map { .node($0) })
      while !cursor.isAtEnd {
        let sibling = cursor.attempt { cursor -> FoundBlock? in
          guard let block = Self.main(&cursor), block.input == block.output else { return nil }
          return block
        }
        if var sibling {
          sibling.leaveResidualOpen()
          blocks.append(sibling)
        } else {
          cursor.position += 1
        }
      }
    }
    return blocks
  }
}
