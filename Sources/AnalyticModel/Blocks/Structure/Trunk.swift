/// Takes a network apart into runs of layers and regions of branches, from its outputs backwards.
struct Trunk {
  private let network: Network
  private let dominators: Dominators
  /// Nodes that other families took before; they are passed over.
  private let taken: Set<Int>
  /// The branches that meet in each node, `nil` where only one tensor comes in or the branches are too long for a block.
  private var regions: [Region?]
  private var visited: Set<Int> = []

  /// Items in the branches of a region: no block has nearly as many.
  private static let largestRegion = 400
  /// Regions inside of regions; a U-Net has one for each of its scales.
  private static let deepestRegion = 64

  /// The runs of a network: one for a network with one output.
  static func runs(of network: Network, taken: Set<Int>) -> [[NetworkItem]] {
    guard network.hasGraph else {
      return [network.nodes.indices.map { taken.contains($0) ? .found($0) : .node($0) }]
    }
    var trunk = Trunk(network, taken: taken)
    var runs: [[NetworkItem]] = []
    var ends = network.ends
    while let end = ends.popLast() {
      let run = trunk.run(to: end, furtherEnds: &ends)
      if !run.isEmpty { runs.append(run) }
    }
    return runs
  }

  private init(_ network: Network, taken: Set<Int>) {
    self.network = network
    self.taken = taken
    dominators = Dominators(network)
    regions = [Region?](repeating: nil, count: network.nodes.count)
    // A region's inner joins stand in front of its own, so that they are known when their turn comes.
    for node in network.nodes.indices where network.matters(node) && network.nodes[node].inputs.count > 1 {
      if !taken.contains(node) { regions[node] = region(of: node) }
    }
  }

  private func region(of join: Int) -> Region? {
    let fork = dominators.fork(of: join)
    var budget = Self.largestRegion
    var branches: [[NetworkItem]] = []
    for source in network.nodes[join].inputs {
      guard let branch = branch(from: fork, to: source, budget: &budget) else { return nil }
      branches.append(branch)
    }
    let region = Region(fork: fork, join: join, branches: branches)
    return region.depth > Self.deepestRegion ? nil : region
  }

  /// The items between a fork, which is not among them, and a node; `nil` where there are too many.
  private func branch(from fork: Int?, to end: Int, budget: inout Int) -> [NetworkItem]? {
    var items: [NetworkItem] = []
    var here: Int? = end
    while let node = here, node != fork {
      budget -= 1
      guard budget >= 0 else { return nil }
      append(node, to: &items)
      here = next(before: node)
    }
    return items.reversed()
  }

  /// The run that ends with a node, back to the outside or to what an earlier run has.
  private mutating func run(to end: Int, furtherEnds: inout [Int]) -> [NetworkItem] {
    var items: [NetworkItem] = []
    var here: Int? = end
    while let node = here, visited.insert(node).inserted {
      append(node, to: &items)
      let sources = network.nodes[node].inputs
      if sources.count > 1, regions[node] == nil, !taken.contains(node), let first = sources.first {
        // What is too long for a block is followed branch by branch.
        furtherEnds.append(contentsOf: sources.dropFirst())
        here = first
      } else {
        here = next(before: node)
      }
    }
    return items.reversed()
  }

  /// A layer in itself, and the branches that it joins in front of it.
  private func append(_ node: Int, to items: inout [NetworkItem]) {
    if taken.contains(node) {
      items.append(.found(node))
    } else if let region = regions[node] {
      if !network.isJoin(node) { items.append(.node(node)) }
      items.append(.region(region))
    } else {
      items.append(.node(node))
    }
  }

  private func next(before node: Int) -> Int? {
    network.nodes[node].inputs.count > 1 ? dominators.fork(of: node) : network.nodes[node].inputs.first
  }
}

extension Network {
  func isJoin(_ node: Int) -> Bool {
    if case .join = nodes[node].role { true } else { false }
  }

  /// Nodes that matter and feed no other one: the network's outputs.
  var ends: [Int] {
    var feeds = [Bool](repeating: false, count: nodes.count)
    for (position, node) in nodes.enumerated() where matters(position) {
      for input in node.inputs { feeds[input] = true }
    }
    return nodes.indices.filter { matters($0) && !feeds[$0] }
  }
}
