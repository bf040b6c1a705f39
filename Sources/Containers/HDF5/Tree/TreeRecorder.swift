/// Keeps what rows tell, and checks that together they tell a tree.
///
/// Values of deferred attributes come after all objects, so the tree is put together when everything is there.
struct TreeRecorder {
  /// A row of the structure, in the order in which it came.
  enum Entry {
    case group(RowLink, StoredGroup, object: Int)
    case groupEnd
    case dataset(RowLink, StoredDataset, object: Int)
    case link(RowLink, StoredTarget)
  }

  private struct Object {
    var name: String
    /// Number of the group that holds it; its own for the root.
    var parent: Int
  }

  private struct OpenGroup {
    var object: Int
    /// Address of an old-style group.
    var oldStyleAddress: UInt64?
    var names: [String] = []
    /// Where soft links lead to, by their names.
    var softTargets: [String: String] = [:]
    /// How many of the names are those of groups.
    var groups = 0
  }

  private let check: DatasetCheck
  private let limits: Limits
  private let depth: Int
  private(set) var entries: [Entry] = []
  /// Orders of creation by the number of their group.
  private(set) var heapOrders: [Int: [String]] = [:]
  var attributes = AttributeRecorder()
  var notes = NoteList()
  /// Every object has been told.
  private(set) var isStructureComplete = false
  /// The values of the root group's attributes may come before anything below it.
  private let takesRootFirst: Bool

  private var metLimit = false
  private var heap: HeapOrderReader?
  private var objects: [Object] = []
  /// The groups that are not ended, outermost first.
  private var open: [OpenGroup] = []

  /// - Parameters:
  ///   - fileLength: length of the HDF5 file in bytes.
  ///   - depth: groups within groups that there may be.
  ///   - heap: reads the order of creation where it can be had.
  ///   - takesRootFirst: the values of the root group's attributes may come before anything below it.
  init(
    fileLength: UInt64, limits: Limits, depth: Int, heap: HeapOrderReader?, takesRootFirst: Bool = false
  ) {
    check = DatasetCheck(fileLength: fileLength)
    self.limits = limits
    self.depth = depth
    self.heap = heap
    self.takesRootFirst = takesRootFirst
  }

  mutating func record(_ row: Row) throws(RowError) {
    switch row {
    case .note(let code, let message): notes.append(Note(code: code, message: message))
    case .group(let link, let address, let isOldStyle):
      try begin(link, address: address, isOldStyle: isOldStyle)
    case .groupEnd:
      guard let group = open.popLast() else { throw RowError("a group ends that did not begin") }
      recordHeapOrder(of: group)
      entries.append(.groupEnd)
    case .dataset(let link, let dataset): try add(link, dataset)
    case .link(let link, let target): try add(link, target)
    case .repeatedLink(let link, let object):
      try checkNumber(object)
      try add(link, .repeated(path: path(of: object)))
    case .failedLink(let link, let failure):
      let failure = failure.of(path(in: open.last?.object ?? 0, link.name))
      try add(link, .unreadable(failure))
      notes.append(Note(code: "object-unreadable", failure))
    case .objectFailed(let object, let failure):
      try checkNumber(object)
      notes.append(Note(code: "object-unreadable", failure.of(path(of: object))))
    case .limitMet:
      metLimit = true
      notes.append(
        Note(
          code: "limit-objects",
          message: "more than \(limits.objects) groups and datasets (--max-objects raises the limit)",
          place: objects.indices.last.map { path(of: $0) }))
    case .structureEnd:
      guard open.isEmpty, !objects.isEmpty || metLimit, !isStructureComplete else {
        throw RowError("the structure ends within a group")
      }
      isStructureComplete = true
    case .attribute, .attributeDeferred, .attributeFailed: try recordAttribute(row)
    case .reading, .strings, .stringsFailed: try recordValue(row)
    case .values, .valuesEnd, .valuesFailed: throw RowError("values come that nobody asked for")
    case .refused, .end: break
    }
  }

  /// The HDF5 path of an object by its number.
  func path(of object: Int) -> String {
    var names: [String] = []
    var here = object
    while objects.indices.contains(here), objects[here].parent != here {
      names.append(objects[here].name)
      here = objects[here].parent
    }
    return "/" + names.reversed().joined(separator: "/")
  }

  /// Values may come: every object has been told, or only the root group.
  var mayTakeValues: Bool { isStructureComplete || takesRootFirst && objects.count == 1 }

  /// Something has been told of what lies in the root group.
  var isBelowRoot: Bool { objects.count > 1 }

  /// The object that attributes belong to: the one that was told last.
  var lastObject: Int? { objects.indices.last }

  private func path(in group: Int, _ name: String) -> String {
    let path = path(of: group)
    return path == "/" ? path + name : path + "/" + name
  }

  private func checkNumber(_ object: Int) throws(RowError) {
    guard object < objects.count else { throw RowError("object \(object) is not there") }
  }

  private mutating func begin(_ link: RowLink, address: UInt64, isOldStyle: Bool) throws(RowError) {
    if let parent = open.indices.last { open[parent].groups += 1 }
    let object = try add(link)
    guard open.count <= depth else { throw RowError("groups are nested more than \(depth) deep") }
    open.append(OpenGroup(object: object, oldStyleAddress: isOldStyle ? address : nil))
    let storage = isOldStyle ? LinkStorage.symbolTable : .newStyle(tracksCreationOrder: false)
    entries.append(.group(link, StoredGroup(address: address, linkStorage: storage), object: object))
  }

  /// A dataset that cannot be keeps its number, so that links and attributes find it.
  private mutating func add(_ link: RowLink, _ dataset: StoredDataset) throws(RowError) {
    guard !open.isEmpty else { throw RowError("a dataset stands outside of all groups") }
    var dataset = dataset
    let object = try add(link)
    if let reason = check.refusal(of: dataset) {
      let failure = HDF5Failure(
        operation: "read the shape of a dataset", object: path(of: object), reason: reason)
      notes.append(Note(code: "object-unreadable", failure))
      entries.append(.link(link, .unreadable(failure)))
      return
    }
    if check.removeStorageOutside(&dataset) {
      let failure = HDF5Failure(
        operation: "read the storage of a dataset", object: path(of: object),
        reason: "its values lie outside of the file")
      notes.append(Note(code: "object-unreadable", failure))
    }
    entries.append(.dataset(link, dataset, object: object))
  }

  /// A link that leads to no object of its own.
  private mutating func add(_ link: RowLink, _ target: StoredTarget) throws(RowError) {
    guard let group = open.indices.last else { throw RowError("a link stands outside of all groups") }
    open[group].names.append(link.name)
    if case .softLink(let path) = target { open[group].softTargets[link.name] = path }
    entries.append(.link(link, target))
  }

  /// A link that leads to a new object; its number.
  private mutating func add(_ link: RowLink) throws(RowError) -> Int {
    guard !isStructureComplete, objects.count < limits.objects else {
      throw RowError("there are more objects than there may be")
    }
    let object = objects.count
    guard object == 0 || !open.isEmpty else { throw RowError("there are two root groups") }
    objects.append(Object(name: link.name, parent: open.last?.object ?? object))
    if let group = open.indices.last { open[group].names.append(link.name) }
    return object
  }

  /// The heap is read when a group ends: the child goes on meanwhile. Only the order of groups means anything in
  /// files of Keras, whose variables are numbered or listed.
  private mutating func recordHeapOrder(of group: OpenGroup) {
    guard let address = group.oldStyleAddress, group.groups > 1,
      let order = heap?.order(ofGroupAt: address, names: group.names, softTargets: group.softTargets)
    else { return }
    heapOrders[group.object] = order.names
    guard order.isEdited else { return }
    notes.append(
      Note(
        code: "heap-edited",
        message: "links of this group were deleted or renamed, so their order may not be that of creation",
        place: path(of: group.object)))
  }
}
