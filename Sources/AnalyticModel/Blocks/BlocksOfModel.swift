import KerasModels

extension Block {
  /// The blocks of a model, in the order of their first layers.
  static func all(in network: Network, of model: Model, ledger: Ledger) -> [Block] {
    let found = BlockFinder.blocks(in: network)
    guard !found.isEmpty else { return [] }
    let members = BlockMembers(found, in: network)
    let account = BlockAccount(model: model, ledger: ledger, network: network, inner: InnerLayers(model))
    var blocks: [Block] = []
    blocks.reserveCapacity(found.count)
    for (found, nodes) in zip(found, members.nodes) { blocks.append(account.block(found, nodes: nodes)) }
    return blocks.sorted { ($0.layers.first ?? 0) < ($1.layers.first ?? 0) }
  }
}
