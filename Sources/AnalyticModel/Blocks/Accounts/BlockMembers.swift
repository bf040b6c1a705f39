/// Which block each node belongs to, with the layers that families see through.
struct BlockMembers {
  /// For each block its nodes in the order of data.
  private(set) var nodes: [[Int]]

  init(_ found: [FoundBlock], in network: Network) {
    var owner = [Int?](repeating: nil, count: network.nodes.count)
    for (block, found) in found.enumerated() {
      for node in found.nodes { owner[node] = block }
    }
    // Padding belongs to what it pads for; activation and dropout to what they follow.
    for node in network.nodes.indices.reversed() {
      for producer in network.nodes[node].producers where network.nodes[producer].role == .passing(.padding) {
        if owner[producer] == nil { owner[producer] = owner[node] }
      }
    }
    nodes = [[Int]](repeating: [], count: found.count)
    for node in network.nodes.indices where !network.nodes[node].isRepeated {
      if let block = owner[node] ?? owner[network.nodes[node].anchor] { nodes[block].append(node) }
    }
  }
}
