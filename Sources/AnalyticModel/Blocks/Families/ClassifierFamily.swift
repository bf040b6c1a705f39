/// The last layer with weights, where it gives the model's answer: a dense layer or a 1 x 1 convolution with a bias and
/// no normalization behind it.
struct ClassifierFamily: BlockFamily {
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] {
    let network = rest.network
    var blocks: [FoundBlock] = []
    for piece in rest.pieces where piece.isOnTrunk && !piece.isBeforeBlock {
      guard let last = piece.nodes.last(where: network.holdsWeights), isLast(last, in: network) else {
        continue
      }
      var block = FoundBlock(.classifier)
      switch network.nodes[last].role {
      case .dense(let input, let output, _):
        block.input = input
        block.output = output
        block.units = [FoundBlock.Unit(name: "dense", node: last, normalization: nil)]
      case .convolution(let convolution) where convolution.isPointwise && convolution.hasBias:
        block.input = convolution.input
        block.output = convolution.output
        block.units = [FoundBlock.Unit(name: "conv", node: last, normalization: nil)]
      default: continue
      }
      block.residual = false
      blocks.append(block)
    }
    return blocks
  }

  /// Whether nothing with weights comes behind it, in a graph along the way of its output.
  private func isLast(_ node: Int, in network: Network) -> Bool {
    network.hasGraph ? network.leadsToEnd(node) : node == network.nodes.indices.last
  }
}

extension Network {
  /// Whether only nodes without weights stand between a node and an output of the network.
  func leadsToEnd(_ node: Int) -> Bool {
    var reached = Set([node])
    for position in nodes.indices where position > node && matters(position) {
      guard nodes[position].inputs.contains(where: reached.contains) else { continue }
      if holdsWeights(position) { return false }
      reached.insert(position)
    }
    return true
  }
}
