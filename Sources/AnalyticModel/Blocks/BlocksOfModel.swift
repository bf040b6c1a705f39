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

  /// The blocks of a model without a configuration: by an architecture that is identified, else by the order of its
  /// layers.
  ///
  /// - Parameters:
  ///   - cost: what the architecture's layers cost, where that is known
  ///   - ordered: the model's layers, one behind the other
  static func byWeights(
    of model: Model, architecture: IdentifiedArchitecture?, cost: ArchitectureCost?, ordered: Network,
    ledger: Ledger
  ) -> [Block] {
    guard let architecture, let network = Network(architecture, of: model, cost: cost) else {
      return all(in: ordered, of: model, ledger: ledger)
    }
    var blocks = all(in: network, of: model, ledger: ledger)
    for position in blocks.indices {
      let block = blocks[position]
      guard let known = block.layers.lazy.compactMap(architecture.block).first else { continue }
      blocks[position].name = known.name
      if block.stride != nil { blocks[position].reasons.append(.supplied("stride", by: architecture)) }
      // What has other channels is never added without a projection, which shows itself.
      if !block.kind.isEnd, block.input == block.output || block.residual == true {
        blocks[position].reasons.append(.supplied("residual", by: architecture))
      }
      if let cost, blocks[position].multiplyAccumulates ?? 0 > 0 {
        blocks[position].reasons.append(.supplied("macs", by: architecture, at: cost.inputShape))
      }
    }
    return blocks
  }
}
