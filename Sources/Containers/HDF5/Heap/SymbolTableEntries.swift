extension AddressSpace {
  /// Where in the local heap the names of a group's links lie, in the order of the B-tree, which is that of the
  /// names (HDF5 file format specification, version 3, sections III.A.1, III.B and III.C).
  ///
  /// `nil` where the tree is broken or has another number of links than expected.
  mutating func nameOffsets(inTree root: UInt64, count: Int) -> [UInt64]? {
    var entries = SymbolTableEntries(count: count)
    guard let level = level(ofTree: root), collect(root, level: level, into: &entries),
      entries.offsets.count == count
    else { return nil }
    return entries.offsets
  }

  private mutating func level(ofTree node: UInt64) -> UInt64? {
    // Type 0 is a tree of links.
    guard hasSignature("TREE", at: node), number(at: node + 4, size: 1) == 0 else { return nil }
    return number(at: node + 5, size: 1)
  }

  /// Levels fall with every step, so that no tree is deeper than its root says and none has a cycle.
  private mutating func collect(_ node: UInt64, level: UInt64, into entries: inout SymbolTableEntries) -> Bool
  {
    guard level <= 8, entries.visitNode(), self.level(ofTree: node) == level,
      let children = number(at: node + 6, size: 2),
      let firstChild = address(node, plus: 8 + 2 * offsetSize + lengthSize)
    else { return false }
    for index in 0..<children {
      guard let place = address(firstChild, plus: index * (offsetSize + lengthSize)),
        let child = pointer(at: place),
        level > 0
          ? collect(child, level: level - 1, into: &entries) : collectEntries(child, into: &entries)
      else { return false }
    }
    return true
  }

  private mutating func collectEntries(_ node: UInt64, into entries: inout SymbolTableEntries) -> Bool {
    guard entries.visitNode(), hasSignature("SNOD", at: node), let count = number(at: node + 6, size: 2),
      count <= UInt64(entries.missing)
    else { return false }
    let entrySize = 2 * offsetSize + 24
    for index in 0..<count {
      guard let entry = address(node, plus: 8 + index * entrySize), let offset = pointer(at: entry) else {
        return false
      }
      entries.offsets.append(offset)
    }
    return true
  }
}

/// What was found on the way through a tree.
private struct SymbolTableEntries {
  var offsets: [UInt64] = []
  private let count: Int
  /// Nodes that may still be looked at. Every node of an honest tree leads to a link, and a hostile one may lead to
  /// the same empty node over and over.
  private var nodesLeft: Int

  init(count: Int) {
    self.count = count
    nodesLeft = 2 * count + 16
    offsets.reserveCapacity(count)
  }

  /// Links that have not been found.
  var missing: Int { count - offsets.count }

  mutating func visitNode() -> Bool {
    nodesLeft -= 1
    return nodesLeft >= 0
  }
}
