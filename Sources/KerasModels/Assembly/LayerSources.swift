/// Which layers feed which, within one model: calls are followed back through operations, which are no layers.
struct LayerSources {
  private let graph: ConfigurationGraph
  /// Position in the report's layers by position in the configuration.
  private let positions: [Int: Int]
  private let nodeByName: [String: Int]

  init(graph: ConfigurationGraph, positions: [Int: Int]) {
    self.graph = graph
    self.positions = positions
    nodeByName = Dictionary(
      graph.nodes.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
  }

  /// Positions in the report's layers, in the order of the calls, each once.
  func inputs(of node: Int) -> [Int] {
    guard graph.form == .functional else {
      let before = (0..<node).last { positions[$0] != nil }
      return before.flatMap { positions[$0] }.map { [$0] } ?? []
    }
    var found: [Int] = []
    var seen: Set<Int> = []
    var pending = references(of: node).reversed().map { $0 }
    while let next = pending.popLast() {
      guard seen.insert(next).inserted else { continue }
      if let layer = positions[next] {
        found.append(layer)
      } else {
        pending += references(of: next).reversed()
      }
    }
    return found
  }

  private func references(of node: Int) -> [Int] {
    guard graph.nodes.indices.contains(node) else { return [] }
    return graph.nodes[node].calls.flatMap(\.tensors).compactMap { nodeByName[$0.node] }
  }
}
