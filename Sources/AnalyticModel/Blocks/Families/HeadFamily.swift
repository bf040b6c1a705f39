/// What stands behind the last block: each convolution or dense layer with its normalization, separable convolutions in a
/// row together, and a normalization that stands alone.
struct HeadFamily: BlockFamily {
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] {
    let network = rest.network
    var blocks: [FoundBlock] = []
    for piece in rest.pieces where piece.isOnTrunk && !piece.isBeforeBlock && belongs(piece, to: rest) {
      var cursor = BlockCursor(network, piece.nodes.map { .node($0) })
      while !cursor.isAtEnd {
        if let block = unit(&cursor) {
          blocks.append(block)
        } else {
          cursor.position += 1
        }
      }
    }
    return blocks
  }

  /// A network without any blocks has a head all the same where a classifier stands at its end.
  private func belongs(_ piece: RestOfNetwork.Piece, to rest: RestOfNetwork) -> Bool {
    if piece.isBehindBlock || rest.found.contains(where: { $0.kind == .plainStage }) { return true }
    guard rest.found.contains(where: { $0.kind == .classifier }) else { return false }
    // By the weights alone convolutions without a block may be anything.
    return rest.network.hasGraph || piece.nodes.allSatisfy { rest.network.convolution($0) == nil }
  }

  private func unit(_ cursor: inout BlockCursor) -> FoundBlock? {
    var block = FoundBlock(.head)
    block.residual = false
    while let unit = cursor.convolution("conv", where: { $0.form == .separable }) { block.units.append(unit) }
    if block.units.isEmpty {
      if let unit = cursor.convolution("conv", where: { $0.form != .transposed }) {
        block.units = [unit]
      } else if var unit = cursor.dense("dense", where: { _, _ in true }) {
        unit.normalization = cursor.normalization(
          channels: cursor.network.outputChannels(ofProjection: unit.node))
        block.units = [unit]
      } else if let normalization = cursor.normalization(channels: nil) {
        block.others = [normalization]
        block.input = cursor.network.normalization(normalization)?.channels
        block.output = block.input
        return block
      } else {
        return nil
      }
    }
    block.numberUnits("conv")
    block.input = block.units.first.flatMap { cursor.network.inputChannels(of: $0.node) }
    block.output = block.units.last.flatMap { cursor.network.outputChannels(ofProjection: $0.node) }
    return block
  }
}
