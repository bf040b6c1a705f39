extension Row {
  /// Decodes the fields of a row; every number in them is checked before it is used.
  init(tag: UInt8, fields: consuming RowCursor) throws(RowError) {
    guard let tag = RowTag(rawValue: tag) else { throw RowError("a row has the unknown tag \(tag)") }
    self = try Row.decode(tag, &fields)
    try fields.finish()
  }

  private static func decode(_ tag: RowTag, _ fields: inout RowCursor) throws(RowError) -> Row {
    switch tag {
    case .note: .note(code: try fields.text(), message: try fields.text())
    case .group:
      .group(
        try fields.link(), address: try fields.number(), isOldStyle: try fields.flag("the style of a group"))
    case .groupEnd: .groupEnd
    case .dataset: .dataset(try fields.link(), try fields.dataset())
    case .attribute: .attribute(try fields.attribute())
    case .attributeDeferred: .attributeDeferred(name: try fields.text())
    case .attributeFailed: .attributeFailed(name: try fields.text(), try fields.failure())
    case .softLink: .link(try fields.link(), .softLink(path: try fields.text()))
    case .externalLink:
      .link(try fields.link(), .externalLink(file: try fields.text(), path: try fields.text()))
    case .otherLink: .link(try fields.link(), .other(try fields.text()))
    case .repeatedLink: .repeatedLink(try fields.link(), object: try fields.index())
    case .failedLink: .failedLink(try fields.link(), try fields.failure())
    case .objectFailed: .objectFailed(object: try fields.index(), try fields.failure())
    case .limitMet: try fields.limit()
    case .structureEnd: .structureEnd
    case .reading: .reading(deferred: try fields.index())
    case .strings: .strings(deferred: try fields.index(), try fields.strings())
    case .stringsFailed: .stringsFailed(deferred: try fields.index(), try fields.failure())
    case .refused: .refused(try fields.failure())
    case .end: .end(rows: try fields.number(), bytes: try fields.number(), openObjects: try fields.number())
    case .values: .values(dataset: try fields.index(), try fields.data())
    case .valuesEnd: .valuesEnd(dataset: try fields.index(), bytes: try fields.number())
    case .valuesFailed: .valuesFailed(dataset: try fields.index(), try fields.failure())
    }
  }
}

extension RowCursor {
  fileprivate mutating func link() throws(RowError) -> RowLink {
    let name = try text()
    let order = try number(atMost: .max, "an order of creation")
    return RowLink(name: name, creationOrder: order == 0 ? nil : Int64(order - 1))
  }

  fileprivate mutating func failure() throws(RowError) -> RowFailure {
    RowFailure(operation: try text(), outermost: try text(), innermost: try text())
  }

  /// The number of an object or deferred attribute. Whether there is one is for the reader of rows to say.
  fileprivate mutating func index() throws(RowError) -> Int {
    try number(atMost: .max, "the number of an object")
  }

  fileprivate mutating func limit() throws(RowError) -> Row {
    _ = try number(atMost: 0, "a limit")
    return .limitMet
  }

  fileprivate mutating func strings() throws(RowError) -> AttributeValue {
    let rank = try number(atMost: 32, "a rank")
    let count = try count("a number of strings")
    if rank == 0 {
      guard count == 1 else { throw RowError("a single value has \(count) strings") }
      return .string(try text())
    }
    var strings: [String] = []
    strings.reserveCapacity(count)
    for _ in 0..<count { strings.append(try text()) }
    return strings.isEmpty ? .empty : .strings(strings)
  }

  fileprivate mutating func dataset() throws(RowError) -> StoredDataset {
    let address = try number()
    let shape = try extents()
    let type = try type().stored
    let storage = try layout()
    // A damaged file may say anything: the largest number stands for all that are larger.
    let bytes = Int(clamping: try number())
    return StoredDataset(address: address, shape: shape, type: type, storage: storage, storedBytes: bytes)
  }

  /// A shape; HDF5 knows at most 32 extents.
  private mutating func extents() throws(RowError) -> [Int] {
    let rank = try number(atMost: 32, "a rank")
    var extents: [Int] = []
    extents.reserveCapacity(rank)
    for _ in 0..<rank { extents.append(Int(clamping: try number())) }
    return extents
  }

  private mutating func layout() throws(RowError) -> StorageLayout {
    switch try number(atMost: 5, "a layout") {
    case 0:
      let offset = try number()
      return .contiguous(offset: offset == 0 ? nil : offset - 1)
    case 1: return .compact
    case 2:
      let shape = try extents()
      var filters: [StorageFilter] = []
      for _ in 0..<(try count("a number of filters")) { filters.append(try filter()) }
      return .chunked(shape: shape, filters: filters)
    case 3: return .external
    case 4: return .virtual
    default: return .unknown
    }
  }

  private mutating func filter() throws(RowError) -> StorageFilter {
    let identifier = try number(atMost: Int(Int32.max), "the identifier of a filter")
    var parameters: [UInt32] = []
    for _ in 0..<(try count("a number of parameters")) {
      let parameter = try number()
      guard let value = UInt32(exactly: parameter) else { throw RowError("a parameter is \(parameter)") }
      parameters.append(value)
    }
    return StorageFilter(identifier: identifier, parameters: parameters)
  }
}
