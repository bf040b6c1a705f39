import CHDF5Reader

/// Puts the rows of a child together to what they tell, and refuses rows that do not fit.
///
/// Rows are taken as they arrive, so that what came before a crash is kept.
struct RowDecoder {
  /// A row is a byte for its tag and four for its length, then its fields.
  static let headerLength = 5
  /// Bytes of one row: the largest attribute, with room for its name.
  static let largestRow = 320 << 20
  static let deepestGroup = 128

  private(set) var objects = ObjectTable()
  private(set) var refusal: HDF5Failure?
  private(set) var notes: [Note] = []
  /// Present after the end row: what a child that did all its work sends last.
  private(set) var end: End?
  private(set) var hasWholeStructure = false
  /// HDF5 path of what was begun last.
  var lastObject: String? { objects.lastPath }
  private var rows: UInt64 = 0
  private var bytes: UInt64 = 0
  private var openGroups: [Int] = []
  private var current: Int?
  private var deferred: [(object: Int, attribute: Int)] = []
  private var reading: Int?

  struct End: Hashable, Sendable {
    /// HDF5 identifiers that were open when the file was about to be closed; 1 is the file itself.
    var openObjects: UInt64
  }

  /// Takes the complete rows at the front of a buffer and returns how many bytes they were.
  mutating func consume(_ buffer: UnsafeRawBufferPointer) throws(RowError) -> Int {
    var offset = 0
    while buffer.count - offset >= RowDecoder.headerLength {
      var length = 0
      for position in 0..<4 { length |= Int(buffer[offset + 1 + position]) << (8 * position) }
      guard length <= RowDecoder.largestRow else { throw .malformed("a row is longer than any can be") }
      guard buffer.count - offset - RowDecoder.headerLength >= length else { break }
      guard end == nil else { throw .malformed("rows follow the end") }
      let start = offset + RowDecoder.headerLength
      var fields = RowCursor(UnsafeRawBufferPointer(rebasing: buffer[start..<(start + length)]))
      try row(UInt32(buffer[offset]), &fields)
      guard fields.isAtEnd else { throw .malformed("a row is longer than its fields") }
      rows += 1
      bytes += UInt64(RowDecoder.headerLength + length)
      offset = start + length
    }
    return offset
  }

  /// What a crash of the child leaves unread: the attribute whose value it was about to read.
  mutating func giveUpReading(reason: String) {
    let rest = (reading ?? 0)..<deferred.count
    for position in rest {
      let (object, attribute) = deferred[position]
      objects.setValue(
        .unreadable(
          HDF5Failure(operation: "read an attribute", object: objects.path(of: object), reason: reason)),
        ofAttribute: attribute, on: object)
    }
  }

  // MARK: Rows

  private mutating func row(_ tag: UInt32, _ fields: inout RowCursor) throws(RowError) {
    switch tag {
    case weightscope_row_note.rawValue:
      let code = try fields.text()
      notes.append(Note(code: code, message: try fields.text()))
    case weightscope_row_group.rawValue: try group(&fields)
    case weightscope_row_group_end.rawValue:
      guard openGroups.popLast() != nil else { throw .malformed("a group ends that did not begin") }
      current = nil
    case weightscope_row_dataset.rawValue: try dataset(&fields)
    case weightscope_row_attribute.rawValue: try attribute(&fields)
    case weightscope_row_attribute_deferred.rawValue:
      let object = try currentObject()
      let name = try fields.text()
      deferred.append((object, objects.addAttribute(StoredAttribute(name, .empty), to: object)))
    case weightscope_row_attribute_failed.rawValue:
      let object = try currentObject()
      let name = try fields.text()
      let failure = try fields.failure(object: objects.path(of: object))
      _ = objects.addAttribute(StoredAttribute(name, .unreadable(failure)), to: object)
    case weightscope_row_object_failed.rawValue:
      let failure = try fields.failure(object: lastObject ?? "/")
      notes.append(
        Note(
          code: "object-unreadable", message: "\(failure.operation): \(failure.reason)", place: failure.object
        ))
    case weightscope_row_limit_met.rawValue: try limit(&fields)
    case weightscope_row_structure_end.rawValue:
      guard openGroups.isEmpty else { throw .malformed("a group does not end") }
      hasWholeStructure = true
    case weightscope_row_reading.rawValue: reading = try deferredNumber(&fields)
    case weightscope_row_strings.rawValue: try strings(&fields)
    case weightscope_row_strings_failed.rawValue:
      let number = try deferredNumber(&fields)
      let (object, attribute) = deferred[number]
      let failure = try fields.failure(object: objects.path(of: object))
      objects.setValue(.unreadable(failure), ofAttribute: attribute, on: object)
      reading = number + 1
    case weightscope_row_refused.rawValue: refusal = try fields.failure(object: "/")
    case weightscope_row_end.rawValue: try finish(&fields)
    default: try link(tag, &fields)
    }
  }

  private mutating func group(_ fields: inout RowCursor) throws(RowError) {
    let link = try fields.link()
    let address = try fields.number()
    let isOldStyle = try fields.number() == 1
    guard openGroups.count < RowDecoder.deepestGroup else { throw .malformed("groups are nested too deeply") }
    let parent = openGroups.last
    guard parent != nil || objects.isEmpty else { throw .malformed("a second root") }
    let object = objects.addGroup(
      address: address, isOldStyle: isOldStyle, name: link.name, creationOrder: link.creationOrder, to: parent
    )
    openGroups.append(object)
    current = object
  }

  private mutating func dataset(_ fields: inout RowCursor) throws(RowError) {
    let link = try fields.link()
    let address = try fields.number()
    let shape = try fields.integers()
    let type = try fields.type().type
    let layout = try fields.layout()
    let stored = try fields.integer()
    guard let parent = openGroups.last else { throw .malformed("a dataset outside any group") }
    current = objects.addDataset(
      StoredDataset(address: address, shape: shape, type: type, storage: layout, storedBytes: stored),
      name: link.name, creationOrder: link.creationOrder, to: parent)
  }

  private mutating func attribute(_ fields: inout RowCursor) throws(RowError) {
    let object = try currentObject()
    let name = try fields.text()
    let (type, padding) = try fields.type()
    let count = try fields.integer()
    let value = try AttributeDecoder.value(try fields.data(), type: type, padding: padding, count: count)
    _ = objects.addAttribute(StoredAttribute(name, value), to: object)
  }

  private mutating func link(_ tag: UInt32, _ fields: inout RowCursor) throws(RowError) {
    let link = try fields.link()
    let target: ObjectTable.Target
    switch tag {
    case weightscope_row_soft_link.rawValue: target = .value(.softLink(path: try fields.text()))
    case weightscope_row_external_link.rawValue:
      let file = try fields.text()
      target = .value(.externalLink(file: file, path: try fields.text()))
    case weightscope_row_other_link.rawValue: target = .value(.other(try fields.text()))
    case weightscope_row_repeated_link.rawValue:
      let number = try fields.integer()
      guard objects.contains(number) else { throw .malformed("a link to an object that was not told") }
      target = .repeated(number)
    case weightscope_row_failed_link.rawValue:
      let path = (openGroups.last.map { objects.path(of: $0) } ?? "") + "/" + link.name
      let failure = try fields.failure(object: path)
      guard !openGroups.isEmpty else {
        refusal = failure
        return
      }
      target = .value(.unreadable(failure))
    default: throw .malformed("an unknown kind of row")
    }
    guard let parent = openGroups.last else { throw .malformed("a link outside any group") }
    objects.addLink(link.name, creationOrder: link.creationOrder, target, to: parent)
  }

  private mutating func limit(_ fields: inout RowCursor) throws(RowError) {
    guard try fields.number() == UInt64(weightscope_limit_objects.rawValue) else {
      throw .malformed("an unknown limit")
    }
    notes.append(
      Note(
        code: "limit-objects",
        message: "more groups and datasets than the limit allows (--max-objects raises it)",
        place: lastObject))
    openGroups = []
  }

  private mutating func strings(_ fields: inout RowCursor) throws(RowError) {
    let number = try deferredNumber(&fields)
    let count = try fields.count()
    var values: [String] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try fields.text()) }
    let (object, attribute) = deferred[number]
    objects.setValue(
      values.count == 1 ? .string(values[0]) : values.isEmpty ? .empty : .strings(values),
      ofAttribute: attribute,
      on: object)
    reading = number + 1
  }

  private mutating func finish(_ fields: inout RowCursor) throws(RowError) {
    let toldRows = try fields.number()
    let toldBytes = try fields.number()
    let openObjects = try fields.number()
    guard toldRows == rows, toldBytes == bytes else { throw .malformed("rows were lost on the way") }
    end = End(openObjects: openObjects)
  }

  private func currentObject() throws(RowError) -> Int {
    guard let current else { throw .malformed("an attribute outside any object") }
    return current
  }

  private func deferredNumber(_ fields: inout RowCursor) throws(RowError) -> Int {
    let number = try fields.integer()
    guard deferred.indices.contains(number) else {
      throw .malformed("a value of an attribute that was not told")
    }
    return number
  }
}
