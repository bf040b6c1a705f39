/// For each node of a network the last one in front through which everything that reaches it has passed: where a join's
/// branches parted.
///
/// Nodes stand in the order in which data flows, so that one pass is enough. Cooper, Harvey and Kennedy, "A Simple, Fast
/// Dominance Algorithm" (2001); the jumps keep the way to a common ancestor logarithmic (Myers, "An Applicative
/// Random-Access Stack", 1983).
struct Dominators {
  /// A tree: entry 0 stands for the outside, entry n + 1 for node n.
  private var parent = [0]
  private var jump = [0]
  private var depth = [0]

  init(_ network: Network) {
    for (position, node) in network.nodes.enumerated() {
      var dominator: Int?
      for input in node.inputs where input < position {
        dominator = dominator.map { common($0, input + 1) } ?? input + 1
      }
      append(below: dominator ?? 0)
    }
  }

  /// `nil` where the branches come from outside of the network.
  func fork(of node: Int) -> Int? {
    parent[node + 1] == 0 ? nil : parent[node + 1] - 1
  }

  private mutating func append(below entry: Int) {
    let far = jump[entry]
    parent.append(entry)
    depth.append(depth[entry] + 1)
    jump.append(depth[entry] - depth[far] == depth[far] - depth[jump[far]] ? jump[far] : entry)
  }

  private func common(_ one: Int, _ other: Int) -> Int {
    var (low, high) = depth[one] > depth[other] ? (one, other) : (other, one)
    while depth[low] > depth[high] { low = depth[jump[low]] >= depth[high] ? jump[low] : parent[low] }
    while low != high {
      if jump[low] == jump[high] {
        (low, high) = (parent[low], parent[high])
      } else {
        (low, high) = (jump[low], jump[high])
      }
    }
    return low
  }
}
