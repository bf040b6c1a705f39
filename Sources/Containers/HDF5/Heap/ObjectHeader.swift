/// Where an old-style group keeps its links.
struct SymbolTable: Hashable, Sendable {
  /// Root of the B-tree of its links.
  var tree: UInt64
  /// The local heap of their names.
  var heap: UInt64
}

extension AddressSpace {
  /// The symbol table message of an object header of version 1 (HDF5 file format specification, version 3,
  /// sections IV.A.1.a and IV.A.2.r); `nil` where there is none.
  mutating func symbolTable(ofGroupAt header: UInt64) -> SymbolTable? {
    guard number(at: header, size: 1) == 1,
      let messageCount = number(at: header + 2, size: 2),
      let headerLength = number(at: header + 8, size: 4),
      let first = address(header, plus: 16)
    else { return nil }
    var blocks = [(start: first, length: headerLength)]
    var seen: UInt64 = 0
    var next = 0
    while next < blocks.count, next < 64 {
      var (here, left) = blocks[next]
      next += 1
      while left >= 8, seen < messageCount {
        seen += 1
        guard let type = number(at: here, size: 2), let size = number(at: here + 2, size: 2), size <= left - 8
        else { return nil }
        let data = here + 8
        if type == 0x11, let tree = pointer(at: data), let heap = pointer(at: data + offsetSize) {
          return SymbolTable(tree: tree, heap: heap)
        }
        if type == 0x10, let start = pointer(at: data), let length = length(at: data + offsetSize) {
          blocks.append((start, length))
        }
        here = data + size
        left -= 8 + size
      }
    }
    return nil
  }
}
