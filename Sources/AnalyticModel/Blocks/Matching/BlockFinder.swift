/// Finds the blocks of a network: lets the families read its runs, then the rest.
struct BlockFinder {
  private let network: Network
  private var found: [FoundBlock] = []
  private var pieces: [RestOfNetwork.Piece] = []

  /// The blocks in no particular order; no node belongs to two of them.
  static func blocks(in network: Network) -> [FoundBlock] {
    var finder = BlockFinder(network: network)
    var taken = Set(network.nodes.indices.filter { network.nodes[$0].isRepeated })
    for family in BlockFamilies.all {
      for block in family.blocks(in: network) where taken.isDisjoint(with: block.nodes) {
        taken.formUnion(block.nodes)
        finder.found.append(block)
      }
    }
    for run in Trunk.runs(of: network, taken: taken) { finder.read(run, isOnTrunk: true) }
    return finder.complete()
  }

  private init(network: Network) {
    self.network = network
  }

  private mutating func read(_ items: [NetworkItem], isOnTrunk: Bool) {
    var cursor = BlockCursor(network, items)
    var reading = Reading(isOnTrunk: isOnTrunk)
    while !cursor.isAtEnd {
      if let block = block(at: &cursor) {
        found.append(block)
        reading.passBlock(isPreprocessing: block.kind == .preprocessing)
        continue
      }
      switch cursor.items[cursor.position] {
      case .node(let node): reading.rest.append(node)
      case .found: reading.passBlock(isPreprocessing: false)
      case .region(let region):
        reading.cut()
        let before = found.count
        for branch in region.branches { read(branch, isOnTrunk: false) }
        if found.count > before { reading.passBlock(isPreprocessing: false) }
      }
      cursor.position += 1
    }
    reading.cut()
    pieces += reading.pieces
  }

  private func block(at cursor: inout BlockCursor) -> FoundBlock? {
    for family in BlockFamilies.all {
      guard let block = family.block(at: &cursor) else { continue }
      cursor.last = block.kind
      return block
    }
    return nil
  }

  /// What is left over while one run is read.
  private struct Reading {
    let isOnTrunk: Bool
    var rest: [Int] = []
    private(set) var pieces: [RestOfNetwork.Piece] = []
    private var isBehindBlock = false
    /// How many of the pieces have a block behind them: all but those since the last block.
    private var beforeBlock = 0

    init(isOnTrunk: Bool) {
      self.isOnTrunk = isOnTrunk
    }

    /// Ends a piece without a block behind it.
    mutating func cut() {
      guard !rest.isEmpty else { return }
      pieces.append(
        RestOfNetwork.Piece(
          nodes: rest, isOnTrunk: isOnTrunk, isBehindBlock: isBehindBlock, isBeforeBlock: false))
      rest = []
    }

    mutating func passBlock(isPreprocessing: Bool) {
      cut()
      if isPreprocessing { return }
      isBehindBlock = true
      for position in beforeBlock..<pieces.count { pieces[position].isBeforeBlock = true }
      beforeBlock = pieces.count
    }
  }

  private consuming func complete() -> [FoundBlock] {
    var rest = RestOfNetwork(network: network, pieces: pieces, found: found)
    for family in BlockFamilies.all {
      let blocks = family.blocks(among: rest)
      if !blocks.isEmpty { rest.remove(blocks.flatMap(\.nodes)) }
      rest.found += blocks
    }
    for family in BlockFamilies.all { family.revise(&rest.found, in: network) }
    return rest.found
  }
}
