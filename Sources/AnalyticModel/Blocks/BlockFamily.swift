/// A family of blocks: how its members are found in a graph.
protocol BlockFamily: Sendable {
  /// The blocks of this family among the steps that no earlier family took, each with the steps that it takes.
  func blocks(in graph: BlockGraph, free: Set<Int>) -> [FoundBlock]
}

/// A block with the steps that it is made of.
struct FoundBlock {
  var block: Block
  var steps: [Int]
}

/// All families, in the order in which they are looked for.
enum BlockFamilies {
  static let all: [any BlockFamily] = [InvertedBottleneckFamily(), EndFamily()]

  /// The blocks of a model in the order of their first layers.
  static func blocks(in graph: BlockGraph) -> [Block] {
    var free = Set(graph.flow.steps.indices.filter { !graph.flow.steps[$0].isRepeated })
    var found: [FoundBlock] = []
    for family in all {
      for block in family.blocks(in: graph, free: free) {
        found.append(block)
        free.subtract(block.steps)
      }
    }
    return found.map(\.block).sorted { ($0.layers.first ?? 0) < ($1.layers.first ?? 0) }
  }
}
