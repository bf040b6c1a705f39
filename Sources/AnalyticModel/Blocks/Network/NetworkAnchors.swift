extension Network {
  /// Finds for each node the one that stands for it, and which nodes an activation follows.
  mutating func findAnchors() {
    for position in nodes.indices {
      // Several inputs that all come from one node are one: `x * sigmoid(x)` is an activation of x.
      var sources: [Int] = []
      for input in nodes[position].producers where !sources.contains(nodes[input].anchor) {
        sources.append(nodes[input].anchor)
      }
      let passes = passes(position, sources: sources)
      nodes[position].inputs = sources
      guard passes, let source = sources.first else {
        nodes[position].anchor = position
        continue
      }
      nodes[position].anchor = source
      if isActivation(nodes[position].role) || nodes[position].isActivated == true {
        nodes[source].isActivated = true
      }
    }
  }

  /// Whether a node is seen through.
  private func passes(_ position: Int, sources: [Int]) -> Bool {
    guard sources.count == 1 else { return false }
    switch nodes[position].role {
    // A nested model's input is what is fed to it.
    case .passing, .join, .input: return true
    default: return false
    }
  }

  private func isActivation(_ role: NodeRole) -> Bool {
    switch role {
    case .passing(.activation), .join(.multiply): true
    default: false
    }
  }
}
