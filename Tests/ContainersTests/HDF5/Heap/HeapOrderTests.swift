import Testing

@testable import Containers

/// The order of creation, from structures that are made here byte by byte.
struct HeapOrderTests {
  /// A file that is a superblock and one old-style group, whose structures lie at fixed addresses.
  struct GroupFile {
    static let header: UInt64 = 100
    static let tree: UInt64 = 200
    static let heap: UInt64 = 2000
    static let data: UInt64 = 2100

    var bytes = SuperblockTests.old(version: 0, base: 0, end: 4096) + Array(repeating: 0, count: 4096)
    /// Put in front of everything.
    var userBlock = 0

    mutating func put(_ new: [UInt8], at address: UInt64) {
      bytes.replaceSubrange(Int(address)..<Int(address) + new.count, with: new)
    }

    mutating func put(_ number: UInt64, size: Int = 8, at address: UInt64) {
      put(SuperblockTests.number(number, size), at: address)
    }

    /// - Parameters:
    ///   - names: in the order of creation.
    ///   - perNode: entries of a symbol table node.
    ///   - gaps: bytes that are left free in front of a name.
    init(_ names: [String], perNode: Int = 8, gaps: [String: UInt64] = [:]) {
      // Object header, version 1, two messages: one of no interest, then the symbol table.
      put([1, 0, 2, 0, 1, 0, 0, 0, 40, 0, 0, 0], at: Self.header)
      put([0x0D, 0, 8, 0, 0, 0, 0, 0], at: Self.header + 16)
      put([0x11, 0, 16, 0, 0, 0, 0, 0], at: Self.header + 32)
      put(Self.tree, at: Self.header + 40)
      put(Self.heap, at: Self.header + 48)

      var offsets: [String: UInt64] = [:]
      var end: UInt64 = 8
      for name in names {
        end += gaps[name] ?? 0
        offsets[name] = end
        put(Array(name.utf8) + [0], at: Self.data + end)
        end = (end + UInt64(name.utf8.count) + 8) / 8 * 8
      }
      put(Array("HEAP".utf8) + [0, 0, 0, 0], at: Self.heap)
      put(512, at: Self.heap + 8)
      put(1, at: Self.heap + 16)
      put(Self.data, at: Self.heap + 24)
      let sorted = names.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
      let nodes = stride(from: 0, to: sorted.count, by: perNode).map {
        sorted[$0..<min($0 + perNode, sorted.count)]
      }
      put(Array("TREE".utf8) + [0, 0], at: Self.tree)
      put(UInt64(nodes.count), size: 2, at: Self.tree + 6)
      for (index, node) in nodes.enumerated() {
        let address = 600 + UInt64(index) * 200
        put(address, at: Self.tree + 32 + UInt64(index) * 16)
        put(Array("SNOD".utf8) + [1, 0], at: address)
        put(UInt64(node.count), size: 2, at: address + 6)
        for (place, name) in node.enumerated() {
          put(offsets[name] ?? 0, at: address + 8 + UInt64(place) * 40)
        }
      }
    }

    func order(
      of names: [String], at header: UInt64 = GroupFile.header, softTargets: [String: String] = [:]
    ) throws -> HeapOrderReader.Order? {
      let source = try temporaryFile(Array(repeating: 0, count: userBlock) + bytes)
      let superblock = try #require(Superblock(at: UInt64(userBlock), in: source))
      var reader = HeapOrderReader(source, superblock)
      return reader.order(ofGroupAt: header, names: names, softTargets: softTargets)
    }
  }

  static let names = ["input_layer", "conv2d", "batch_normalization", "re_lu", "a", "conv2d_1"]
  static let sorted = names.sorted()

  @Test(arguments: [1, 2, 3, 8]) func theOrderOfTheOffsets(_ perNode: Int) throws {
    let order = try GroupFile(Self.names, perNode: perNode).order(of: Self.sorted)
    #expect(order == HeapOrderReader.Order(names: Self.names, isEdited: false))
  }

  @Test func behindAUserBlock() throws {
    var file = GroupFile(Self.names)
    file.userBlock = 512
    #expect(try file.order(of: Self.sorted)?.names == Self.names)
  }

  @Test func aTreeOfTwoLevels() throws {
    var file = GroupFile(Self.names, perNode: 3)
    // The two nodes hang from two leaves, these from a root.
    for (leaf, node) in [(1400, 600), (1500, 800)] as [(UInt64, UInt64)] {
      file.put(Array("TREE".utf8) + [0, 0, 1, 0], at: leaf)
      file.put(node, at: leaf + 32)
    }
    file.put([0, 1, 2, 0], at: GroupFile.tree + 4)
    file.put(1400, at: GroupFile.tree + 32)
    file.put(1500, at: GroupFile.tree + 48)
    #expect(try file.order(of: Self.sorted)?.names == Self.names)
    // A leaf as deep as its parent, a tree that is its own child.
    var flat = file
    flat.put([1], at: 1405)
    #expect(try flat.order(of: Self.sorted) == nil)
    file.put(GroupFile.tree, at: GroupFile.tree + 32)
    #expect(try file.order(of: Self.sorted) == nil)
  }

  /// Three levels of 65,535 entries that all lead to the next level, and at last to an empty node.
  @Test func aTreeThatWouldTakeForEver() throws {
    var file = GroupFile(Self.names)
    file.bytes += Array(repeating: 0, count: 3 << 21)
    let levels = (0...2).map { UInt64($0) << 21 | 1 << 16 }
    file.put(levels[2], at: GroupFile.header + 40)
    file.put(Array("SNOD".utf8) + [1, 0, 0, 0], at: 600)
    for (level, address) in levels.enumerated() {
      file.put(Array("TREE".utf8) + [0, UInt8(level), 0xFF, 0xFF], at: address)
      for entry in 0..<0xFFFF as Range<UInt64> {
        file.put(level == 0 ? 600 : levels[level - 1], at: address + 32 + entry * 16)
      }
    }
    #expect(try file.order(of: Self.sorted) == nil)
  }

  @Test func aMessageInAContinuation() throws {
    var file = GroupFile(Self.names)
    file.put([0x10, 0, 16, 0, 0, 0, 0, 0], at: GroupFile.header + 32)
    file.put(1700, at: GroupFile.header + 40)
    file.put(24, at: GroupFile.header + 48)
    file.put([0x11, 0, 16, 0, 0, 0, 0, 0], at: 1700)
    file.put(GroupFile.tree, at: 1708)
    file.put(GroupFile.heap, at: 1716)
    file.put(3, size: 2, at: GroupFile.header + 2)
    #expect(try file.order(of: Self.sorted)?.names == Self.names)
    // A continuation that continues itself.
    file.put(1700, at: 1708)
    file.put([0x10], at: 1700)
    #expect(try file.order(of: Self.sorted) == nil)
  }

  /// libhdf5 leaves no room between names; where there is some, one was deleted.
  @Test(arguments: names) func aGapInTheHeap(_ name: String) throws {
    let order = try GroupFile(Self.names, gaps: [name: 8]).order(of: Self.sorted)
    #expect(order == HeapOrderReader.Order(names: Self.names, isEdited: true))
  }

  /// The target of a soft link lies behind its name, which is no sign of a deletion.
  @Test(arguments: zip(names, names.dropFirst())) func aSoftLink(_ name: String, _ next: String) throws {
    let file = GroupFile(Self.names, gaps: [next: 8])
    #expect(
      try file.order(of: Self.sorted, softTargets: [name: "/conv2d"])
        == HeapOrderReader.Order(names: Self.names, isEdited: false))
    #expect(try file.order(of: Self.sorted, softTargets: [name: "/conv2d_1"])?.isEdited == true)
  }

  @Test func otherNamesThanThoseOfLibhdf5() throws {
    let file = GroupFile(Self.names)
    for names in [
      Array(Self.sorted.dropLast()), Self.sorted + ["z"], Self.sorted.map { $0 + "x" },
      Self.sorted.map { String($0.dropLast()) }, Self.names, [],
    ] {
      #expect(try file.order(of: names) == nil)
    }
  }

  @Test func twoLinksWithOneName() throws {
    var file = GroupFile(["b", "b2"], perNode: 8)
    // Both entries point to the first name.
    file.put(8, at: 600 + 8 + 40)
    #expect(try file.order(of: ["b", "b"]) == nil)
  }

  @Test func addressesOutsideOfTheFile() throws {
    for value in [UInt64.max, 1 << 63, 1 << 32, 5000, 4195] {
      for place in [GroupFile.header + 40, GroupFile.header + 48, GroupFile.tree + 32, GroupFile.heap + 24] {
        var file = GroupFile(Self.names)
        file.put(value, at: place)
        #expect(try file.order(of: Self.sorted) == nil, "\(value) at \(place)")
      }
      #expect(try GroupFile(Self.names).order(of: Self.sorted, at: value) == nil)
    }
  }

  /// Every byte of the structures set to several values: an order, or none, and never a trap.
  @Test func noByteMakesTheReaderTrap() throws {
    let original = GroupFile(Self.names, perNode: 3)
    let source = try temporaryFile(original.bytes)
    let superblock = try #require(Superblock(at: 0, in: source))
    for position in original.bytes.indices where original.bytes[position] != 0 || position % 16 == 0 {
      for value: UInt8 in [0, 0x7F, 0xFF] {
        var file = original
        file.put([value], at: UInt64(position))
        var reader = HeapOrderReader(try temporaryFile(file.bytes), superblock)
        if let order = reader.order(ofGroupAt: GroupFile.header, names: Self.sorted) {
          #expect(order.names.sorted() == Self.sorted)
        }
      }
    }
  }
}
