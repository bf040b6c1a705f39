/// The order in which the links of an old-style group were created, which libhdf5 does not tell.
///
/// The name of each link lies in the group's local heap, and names are appended there in the order of creation, so their
/// offsets order the links (HDF5 file format specification, version 3, sections III.A to III.D and IV.A.2.r).
struct HeapOrder {
  private let source: ByteSource
  private let superblock: Superblock

  init?(_ source: ByteSource) {
    guard let superblock = Superblock(in: source) else { return nil }
    self.source = source
    self.superblock = superblock
  }

  /// What the heap of a group tells.
  struct Names: Hashable, Sendable {
    var names: [String]
    /// Whether the heap has a gap between names: a link was removed, and another may have taken its place.
    var hasGap: Bool
  }

  /// The names of the links in the group whose object header lies at an address, or `nil` where the structures are not
  /// as the specification has them.
  ///
  /// `count` is the number of links that libhdf5 found; no more are looked for.
  func names(ofGroupAt address: UInt64, count: Int) -> Names? {
    guard let table = symbolTable(at: address), let heap = heap(at: table.heap) else { return nil }
    guard var offsets = nameOffsets(inTreeAt: table.tree, most: count) else { return nil }
    offsets.sort()
    var names: [String] = []
    names.reserveCapacity(offsets.count)
    var end: UInt64 = 8
    var hasGap = false
    for offset in offsets {
      guard let position = Int(exactly: offset), let name = heap.text(at: position) else { return nil }
      // Names are padded to a multiple of eight bytes.
      if offset > end { hasGap = true }
      end = (offset + UInt64(name.utf8.count) + 1 + 7) & ~7
      names.append(name)
    }
    return Names(names: names, hasGap: hasGap)
  }

  // MARK: Structures

  private static let headerMessages = 64
  private static let largestHeap: UInt64 = 256 << 20

  private func absolute(_ address: UInt64) -> UInt64? {
    let (sum, overflow) = address.addingReportingOverflow(superblock.baseAddress)
    return overflow || sum >= source.length ? nil : sum
  }

  private func bytes(at address: UInt64, count: Int) -> LittleEndian? {
    guard let offset = absolute(address) else { return nil }
    return source.bytes(at: offset, count: count).map(LittleEndian.init)
  }

  /// The symbol table message of a version 1 object header, looked for in all its blocks.
  private func symbolTable(at address: UInt64) -> (tree: UInt64, heap: UInt64)? {
    guard let prefix = bytes(at: address, count: 16), prefix.byte(at: 0) == 1,
      let size = prefix.number(at: 8, size: 4)
    else { return nil }
    var blocks: [(address: UInt64, size: UInt64)] = [(address &+ 16, size)]
    var seen = 0
    while !blocks.isEmpty, seen < HeapOrder.headerMessages {
      let block = blocks.removeFirst()
      guard block.size <= 1 << 20, let content = bytes(at: block.address, count: Int(block.size)) else {
        return nil
      }
      var offset = 0
      while offset + 8 <= content.count, seen < HeapOrder.headerMessages {
        seen += 1
        guard let type = content.number(at: offset, size: 2),
          let length = content.number(at: offset + 2, size: 2)
        else { return nil }
        let data = offset + 8
        let width = superblock.offsetSize
        if type == 0x11 {
          guard let tree = content.number(at: data, size: width),
            let heap = content.number(at: data + width, size: width)
          else { return nil }
          return (tree, heap)
        }
        if type == 0x10, let next = content.number(at: data, size: width),
          let size = content.number(at: data + width, size: superblock.lengthSize)
        {
          blocks.append((next, size))
        }
        offset = data + Int(length)
      }
    }
    return nil
  }

  /// The data segment of a local heap.
  private func heap(at address: UInt64) -> LittleEndian? {
    let lengths = superblock.lengthSize
    guard let header = bytes(at: address, count: 8 + 2 * lengths + superblock.offsetSize),
      header.starts(at: 0, with: "HEAP"), let size = header.number(at: 8, size: lengths),
      let data = header.number(at: 8 + 2 * lengths, size: superblock.offsetSize),
      size <= HeapOrder.largestHeap
    else { return nil }
    return bytes(at: data, count: Int(size))
  }

  /// The offsets of the names of all links below a B-tree node.
  private func nameOffsets(inTreeAt root: UInt64, most: Int) -> [UInt64]? {
    var offsets: [UInt64] = []
    offsets.reserveCapacity(most)
    var pending: [(address: UInt64, level: Int)] = [(root, Int.max)]
    var visited: Set<UInt64> = []
    let width = superblock.offsetSize
    while let (address, above) = pending.popLast() {
      guard visited.insert(address).inserted, let head = bytes(at: address, count: 8) else { return nil }
      guard head.starts(at: 0, with: "TREE"), head.byte(at: 4) == 0, let level = head.byte(at: 5),
        Int(level) < above, let entries = head.number(at: 6, size: 2)
      else { return nil }
      let step = superblock.lengthSize + width
      let size = 8 + 2 * width + superblock.lengthSize + Int(entries) * step
      guard let node = bytes(at: address, count: size) else { return nil }
      for entry in 0..<Int(entries) {
        let place = 8 + 2 * width + superblock.lengthSize + entry * step
        guard let child = node.number(at: place, size: width) else { return nil }
        if level > 0 {
          pending.append((child, Int(level)))
        } else {
          guard append(symbolsAt: child, to: &offsets, most: most) else { return nil }
        }
      }
    }
    return offsets.count == most ? offsets : nil
  }

  private func append(symbolsAt address: UInt64, to offsets: inout [UInt64], most: Int) -> Bool {
    guard let head = bytes(at: address, count: 8), head.starts(at: 0, with: "SNOD"),
      let symbols = head.number(at: 6, size: 2), offsets.count + Int(symbols) <= most
    else { return false }
    let entrySize = 2 * superblock.offsetSize + 24
    guard let node = bytes(at: address, count: 8 + Int(symbols) * entrySize) else { return false }
    for symbol in 0..<Int(symbols) {
      guard let offset = node.number(at: 8 + symbol * entrySize, size: superblock.offsetSize) else {
        return false
      }
      offsets.append(offset)
    }
    return true
  }
}
