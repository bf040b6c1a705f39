/// The objects of a file while their rows arrive, by number, and the tree that they become.
struct ObjectTable {
  enum Target {
    case object(Int)
    case repeated(Int)
    case value(StoredTarget)
  }

  private struct Link {
    var name: String
    var creationOrder: Int64?
    var target: Target
  }

  private struct Object {
    var parent: Int?
    var name: String
    var address: UInt64
    var attributes: [StoredAttribute] = []
    /// Groups only.
    var isOldStyle = false
    var links: [Link] = []
    /// Datasets only.
    var dataset: StoredDataset?
  }

  private var objects: [Object] = []

  var isEmpty: Bool { objects.isEmpty }

  func contains(_ number: Int) -> Bool { objects.indices.contains(number) }

  var lastPath: String? { objects.isEmpty ? nil : path(of: objects.count - 1) }

  mutating func addGroup(
    address: UInt64, isOldStyle: Bool, name: String, creationOrder: Int64?, to parent: Int?
  ) -> Int {
    let number = objects.count
    objects.append(Object(parent: parent, name: name, address: address, isOldStyle: isOldStyle))
    if let parent { addLink(name, creationOrder: creationOrder, .object(number), to: parent) }
    return number
  }

  mutating func addDataset(_ dataset: StoredDataset, name: String, creationOrder: Int64?, to parent: Int)
    -> Int
  {
    let number = objects.count
    objects.append(Object(parent: parent, name: name, address: dataset.address, dataset: dataset))
    addLink(name, creationOrder: creationOrder, .object(number), to: parent)
    return number
  }

  mutating func addLink(_ name: String, creationOrder: Int64?, _ target: Target, to parent: Int) {
    objects[parent].links.append(Link(name: name, creationOrder: creationOrder, target: target))
  }

  /// Adds an attribute and returns its place among those of the object.
  mutating func addAttribute(_ attribute: StoredAttribute, to object: Int) -> Int {
    objects[object].attributes.append(attribute)
    return objects[object].attributes.count - 1
  }

  mutating func setValue(_ value: AttributeValue, ofAttribute attribute: Int, on object: Int) {
    objects[object].attributes[attribute].value = value
  }

  /// HDF5 path of an object, by the link under which it was met first.
  func path(of number: Int) -> String {
    var names: [String] = []
    var here: Int? = number
    while let object = here, let parent = objects[object].parent {
      names.append(objects[object].name)
      here = parent
    }
    return "/" + names.reversed().joined(separator: "/")
  }

  /// The tree below the root, with the order of creation read from the heaps; notes say where a heap shows gaps.
  func tree(heaps: HeapOrder?, notes: inout [Note]) -> StoredGroup {
    objects.isEmpty ? StoredGroup() : group(0, heaps: heaps, notes: &notes)
  }

  private func group(_ number: Int, heaps: HeapOrder?, notes: inout [Note]) -> StoredGroup {
    let object = objects[number]
    var links: [StoredLink] = []
    links.reserveCapacity(object.links.count)
    for link in object.links {
      let target: StoredTarget
      switch link.target {
      case .value(let value): target = value
      case .repeated(let number): target = .repeated(path: path(of: number))
      case .object(let number):
        if var dataset = objects[number].dataset {
          dataset.attributes = objects[number].attributes
          target = .dataset(dataset)
        } else {
          target = .group(group(number, heaps: heaps, notes: &notes))
        }
      }
      links.append(StoredLink(link.name, creationOrder: link.creationOrder, target))
    }
    let tracksOrder = !links.isEmpty && links.allSatisfy { $0.creationOrder != nil }
    var result = StoredGroup(
      address: object.address, attributes: object.attributes,
      linkStorage: object.isOldStyle ? .symbolTable : .newStyle(tracksCreationOrder: tracksOrder),
      links: links)
    // Only the order of groups means anything: variables are numbered or named.
    let groups = links.count {
      if case .group = $0.target { true } else { false }
    }
    if object.isOldStyle, groups > 1,
      let order = heaps?.names(ofGroupAt: object.address, count: links.count),
      order.names.sorted(by: { $0.utf8Precedes($1) }) == result.links.map(\.name)
    {
      result.heapOrder = order.names
      if order.hasGap {
        notes.append(
          Note(
            code: "heap-edited",
            message: "a link of this group was removed, so the order of the others is not certain",
            place: path(of: number)))
      }
    }
    return result
  }
}
