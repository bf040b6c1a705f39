/// Cells of a NASNet (Zoph et al., "Learning Transferable Architectures for Scalable Image Recognition", 2017): sums of
/// separable convolutions and poolings of two earlier cells' outputs, concatenated.
///
/// Each cell reads the output of the cell before and of the one before that, so that no cell lies between a fork and a
/// join of its own. They are found in the network as a whole.
struct NASCellFamily: BlockFamily {
  private static let leastSums = 3

  func blocks(in network: Network) -> [FoundBlock] {
    guard network.hasGraph else { return NASCellRuns.blocks(in: network) }
    let ends = network.nodes.indices.filter { isEnd($0, in: network) }
    guard !ends.isEmpty else { return [] }
    let dominators = Dominators(network)
    var taken = Set<Int>()
    var boundary = Set<Int>()
    var cells: [FoundBlock] = []
    for end in ends {
      guard let fork = dominators.fork(of: end) else { continue }
      boundary.insert(fork)
      let nodes = nodes(before: end, in: network) {
        boundary.contains($0) || taken.contains($0) || $0 <= fork
      }
      boundary.insert(end)
      guard let cell = cell(nodes, end: end, in: network) else { continue }
      taken.formUnion(nodes)
      cells.append(cell)
    }
    return cells
  }

  /// A concatenation of sums.
  private func isEnd(_ node: Int, in network: Network) -> Bool {
    guard network.matters(node), network.nodes[node].role == .join(.concatenate) else { return false }
    return network.nodes[node].inputs.count { network.nodes[$0].role == .join(.add) } >= Self.leastSums
  }

  /// Everything from which data comes to a node, back to what does not belong.
  private func nodes(before end: Int, in network: Network, until isOutside: (Int) -> Bool) -> [Int] {
    var nodes = [end]
    var seen = Set(nodes)
    var next = 0
    while next < nodes.count {
      for input in network.nodes[nodes[next]].inputs where !isOutside(input) && seen.insert(input).inserted {
        nodes.append(input)
      }
      next += 1
    }
    return nodes.sorted()
  }

  private func cell(_ nodes: [Int], end: Int, in network: Network) -> FoundBlock? {
    var block = FoundBlock(.nasCell)
    var separable: [Int] = []
    /// The convolution that brings the last cell's output to the cell's width.
    var entrance: (node: Int, from: Int)?
    let inside = Set(nodes)
    for node in nodes {
      if let convolution = network.convolution(node) {
        block.units.append(FoundBlock.Unit(name: "conv", node: node, normalization: nil))
        if convolution.form == .separable {
          separable.append(node)
        } else if let input = network.nodes[node].inputs.first, !inside.contains(input) {
          if input >= entrance?.from ?? 0 { entrance = (node, input) }
        }
      } else if network.normalization(node) != nil, let input = network.nodes[node].inputs.first,
        let unit = block.units.lastIndex(where: { $0.node == input })
      {
        block.units[unit].normalization = node
      } else {
        block.others.append(node)
      }
    }
    guard !separable.isEmpty, let entrance = entrance.flatMap({ network.convolution($0.node) }) else {
      return nil
    }
    block.numberUnits("conv")
    block.input = entrance.input
    block.expand = entrance.output
    block.output = network.nodes[end].channels
    block.residual = false
    block.strides = .of(separable)
    block.named = [end]
    return block
  }
}
