/// Convolutions between two poolings, with nothing around them (Simonyan and Zisserman, "Very Deep Convolutional
/// Networks", 2014). Only a network without other blocks is made of such stages; elsewhere they are its stem or head.
struct PlainStageFamily: BlockFamily {
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] {
    guard !rest.hasBlocks else { return [] }
    return rest.pieces.flatMap { piece in
      rest.network.hasGraph || isChain(piece.nodes, in: rest.network) ? stages(piece, in: rest.network) : []
    }
  }

  /// Whether each convolution takes what the one in front gives.
  private func isChain(_ nodes: [Int], in network: Network) -> Bool {
    let convolutions = nodes.compactMap(network.convolution)
    return zip(convolutions, convolutions.dropFirst()).allSatisfy { $0.output == $1.input }
  }

  private func stages(_ piece: RestOfNetwork.Piece, in network: Network) -> [FoundBlock] {
    var stages: [FoundBlock] = []
    var cursor = BlockCursor(network, piece.nodes.map { .node($0) })
    var units: [FoundBlock.Unit] = []
    func close(_ pool: Int?) {
      defer { units = [] }
      // A single 1 x 1 convolution at the end gives classes or values, and is no stage.
      guard units.contains(where: { network.convolution($0.node)?.isPointwise == false }) else { return }
      stages.append(stage(units, pool: pool, in: network))
    }
    while !cursor.isAtEnd {
      if let unit = cursor.convolution("\(units.count + 1)", where: { $0.form != .transposed }) {
        // By the weights alone a stage is what has one width: poolings leave no trace.
        if !network.hasGraph, let last = units.last, !haveOneWidth(last, unit, in: network) {
          let next =
            units.isEmpty
            ? unit : FoundBlock.Unit(name: "1", node: unit.node, normalization: unit.normalization)
          close(nil)
          units = [next]
        } else {
          units.append(unit)
        }
      } else if let pool = cursor.pooling() {
        close(pool)
      } else {
        close(nil)
        cursor.position += 1
      }
    }
    close(nil)
    return stages
  }

  private func haveOneWidth(_ one: FoundBlock.Unit, _ other: FoundBlock.Unit, in network: Network) -> Bool {
    network.convolution(one.node)?.output == network.convolution(other.node)?.output
  }

  private func stage(_ units: [FoundBlock.Unit], pool: Int?, in network: Network) -> FoundBlock {
    var block = FoundBlock(.plainStage)
    block.units = units
    block.others = pool.map { [$0] } ?? []
    block.input = units.first.flatMap { network.inputChannels(of: $0.node) }
    block.output = units.last.flatMap { network.convolution($0.node)?.output }
    if network.hasGraph || block.input != block.output {
      block.residual = false
    } else {
      block.leaveResidualOpen()
    }
    return block
  }
}
