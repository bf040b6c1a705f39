/// What stands before the first block: the stem, as one block.
///
/// A stem of one convolution is that convolution; one of several reaches to the last pooling in front of the first block
/// (Szegedy et al., "Rethinking the Inception Architecture", 2015, count it so, and ResNet's pooling as the beginning of
/// the stage behind).
struct StemFamily: BlockFamily {
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] {
    let network = rest.network
    let nodes = rest.pieces.filter { $0.isOnTrunk && $0.isBeforeBlock && !$0.isBehindBlock }.flatMap(\.nodes)
      .sorted()
    var block = FoundBlock(.stem)
    var cursor = BlockCursor(network, nodes.map { .node($0) })
    var pools: [Int] = []
    while !cursor.isAtEnd {
      if let unit = cursor.convolution("conv", where: { _ in true })
        ?? cursor.dense("dense", where: { _, _ in true })
      {
        block.units.append(unit)
      } else if let pool = cursor.pooling() {
        pools.append(pool)
      } else if let node = cursor.node {
        if network.holdsWeights(node) { block.others.append(node) }
        cursor.position += 1
      }
    }
    guard !block.nodes.isEmpty else { return [] }
    if block.units.count > 1 { block.others += pools }
    block.input = (block.units.first?.node ?? block.others.first).flatMap(network.inputChannels(of:))
    block.output =
      block.units.last.map { network.outputChannels(ofProjection: $0.node) }
      ?? block.others.last.flatMap { network.nodes[$0].channels }
    block.residual = false
    block.strides = .product
    block.numberUnits("conv")
    return [block]
  }
}

extension Network {
  /// Whether a node is a layer with weights of its own.
  func holdsWeights(_ node: Int) -> Bool {
    switch nodes[node].role {
    case .input, .pooling, .join, .passing: false
    case .convolution, .dense, .normalization, .scale, .attention, .preprocessing: true
    case .other: nodes[node].layer != nil
    }
  }
}
