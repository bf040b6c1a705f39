/// The order in which the links of old-style groups were made.
///
/// libhdf5 lists them by name and cannot tell. The names lie in the group's local heap in the order in which
/// they were appended, so their offsets tell.
struct HeapOrderReader {
  private var space: AddressSpace

  init(_ source: ByteSource, _ superblock: Superblock) {
    space = AddressSpace(source, superblock)
  }

  /// What a group's heap tells.
  struct Order: Hashable {
    var names: [String]
    /// There is room between the names: one was deleted, and later ones may stand in the place of others. Where they
    /// filled the room exactly, nothing shows it.
    var isEdited: Bool
  }

  /// The order of a group's links.
  ///
  /// - Parameters:
  ///   - header: address of the group's object header.
  ///   - names: the links as libhdf5 lists them, which for an old-style group is by the bytes of their names.
  ///   - softTargets: what soft links lead to by their names: it lies in the heap behind the name.
  /// - Returns: `nil` where the group is no old-style group, its structures are broken, or they hold other links
  ///   than libhdf5 lists.
  mutating func order(ofGroupAt header: UInt64, names: [String], softTargets: [String: String] = [:])
    -> Order?
  {
    guard let table = space.symbolTable(ofGroupAt: header), let heap = space.localHeap(at: table.heap),
      let offsets = space.nameOffsets(inTree: table.tree, count: names.count)
    else { return nil }
    for (name, offset) in zip(names, offsets) {
      guard offset < heap.size, space.hasName(name, at: heap.data + offset, before: heap.end) else {
        return nil
      }
    }
    let order = offsets.indices.sorted { offsets[$0] < offsets[$1] }
    let isStrict = zip(order, order.dropFirst()).allSatisfy { offsets[$0] < offsets[$1] }
    guard isStrict else { return nil }
    var expected = LocalHeap.firstName
    var isEdited = false
    for index in order {
      if offsets[index] != expected { isEdited = true }
      expected = offsets[index] + LocalHeap.room(for: names[index])
      if let target = softTargets[names[index]] { expected += LocalHeap.room(for: target) }
    }
    return Order(names: order.map { names[$0] }, isEdited: isEdited)
  }
}
