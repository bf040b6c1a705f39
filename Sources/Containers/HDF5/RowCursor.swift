/// Reads the fields of one row, with every access checked: nothing that the child writes is believed.
struct RowCursor {
  private let bytes: UnsafeRawBufferPointer
  private var offset = 0

  init(_ bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  var isAtEnd: Bool { offset == bytes.count }

  /// An unsigned LEB128 number of at most 64 bits.
  mutating func number() throws(RowError) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      guard shift < 63 || byte <= 1 else { throw .malformed("a number has more than 64 bits") }
      value |= UInt64(byte & 0x7F) << shift
      if byte & 0x80 == 0 { return value }
      shift += 7
    }
    throw .malformed("a row ends inside a number")
  }

  /// A number that fits `Int`.
  mutating func integer() throws(RowError) -> Int {
    guard let value = Int(exactly: try number()) else { throw .malformed("a number is too large") }
    return value
  }

  /// A count of fields that follow, each of at least one byte.
  mutating func count() throws(RowError) -> Int {
    let count = try integer()
    guard count <= bytes.count - offset else { throw .malformed("a count is larger than its row") }
    return count
  }

  mutating func data() throws(RowError) -> UnsafeRawBufferPointer {
    let count = try count()
    let start = offset
    offset += count
    return UnsafeRawBufferPointer(rebasing: bytes[start..<offset])
  }

  mutating func text() throws(RowError) -> String {
    String(decoding: try data(), as: UTF8.self)
  }

  mutating func integers() throws(RowError) -> [Int] {
    let count = try count()
    var values: [Int] = []
    values.reserveCapacity(count)
    for _ in 0..<count { values.append(try integer()) }
    return values
  }
}

/// What is wrong with the rows of a child.
enum RowError: Error, Hashable, Sendable {
  case malformed(String)
}
