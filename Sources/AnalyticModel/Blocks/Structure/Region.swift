/// A piece of a network, as blocks are matched: a layer, or branches that part and come together again.
indirect enum NetworkItem {
  case node(Int)
  case region(Region)
  /// A block that was found in the network as a whole, by its last node.
  case found(Int)
}

/// Branches between the node where they part and the join where they meet.
struct Region {
  /// `nil` where the branches come from outside.
  var fork: Int?
  var join: Int
  /// One for each tensor that is joined, from the fork on; empty for the fork's own output.
  var branches: [[NetworkItem]]
  /// How many regions lie inside of one another, this one included.
  var depth: Int
}

extension NetworkItem {
  /// Every node in it, joins included, in no particular order.
  var nodes: [Int] {
    switch self {
    case .node(let node): [node]
    case .found: []
    case .region(let region): region.nodes
    }
  }
}

extension Region {
  init(fork: Int?, join: Int, branches: [[NetworkItem]]) {
    self.fork = fork
    self.join = join
    self.branches = branches
    depth = 1
    for case .region(let inner) in branches.joined() { depth = max(depth, inner.depth + 1) }
  }

  var nodes: [Int] { [join] + branches.flatMap { $0.flatMap(\.nodes) } }

  /// The branches without the one that passes the fork's output as it is; `nil` where there is no such one.
  var branchesBesideIdentity: [[NetworkItem]]? {
    guard let identity = branches.firstIndex(where: \.isEmpty) else { return nil }
    var others = branches
    others.remove(at: identity)
    return others
  }
}
