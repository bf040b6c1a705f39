/// Reads the fields of one row, none of them past its end.
struct RowCursor {
  private let bytes: [UInt8]
  private var position: Int
  private let end: Int

  /// - Precondition: none; a range outside the bytes is an empty row.
  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    let inside = range.clamped(to: 0..<bytes.count)
    position = inside.lowerBound
    end = inside.upperBound
  }

  init(_ bytes: [UInt8]) {
    self.init(bytes, 0..<bytes.count)
  }

  /// Bytes that are left.
  var remaining: Int { end - position }

  /// An unsigned LEB128 number.
  mutating func number() throws(RowError) -> UInt64 {
    var number: UInt64 = 0
    var shift: UInt64 = 0
    while position < end {
      let byte = bytes[position]
      position += 1
      if shift == 63, byte > 1 { throw RowError("a number does not fit 64 bits") }
      number |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return number }
      shift += 7
      if shift > 63 { throw RowError("a number does not fit 64 bits") }
    }
    throw RowError("a row ends within a number")
  }

  /// A number that must be no larger than a bound.
  mutating func number(atMost bound: Int, _ what: String) throws(RowError) -> Int {
    let number = try number()
    guard let value = Int(exactly: number), value <= bound else { throw RowError("\(what) is \(number)") }
    return value
  }

  /// A number of things of which each takes at least one byte of what is left.
  mutating func count(_ what: String) throws(RowError) -> Int {
    try number(atMost: remaining, what)
  }

  /// A number of 0 or 1.
  mutating func flag(_ what: String) throws(RowError) -> Bool {
    try number(atMost: 1, what) == 1
  }

  /// Bytes with their length in front.
  mutating func data() throws(RowError) -> ArraySlice<UInt8> {
    let length = try count("a length")
    guard length <= remaining else { throw RowError("a length is \(length)") }
    let slice = bytes[position..<position + length]
    position += length
    return slice
  }

  /// Text with its length in front. Bytes that are no UTF-8 become replacement characters.
  mutating func text() throws(RowError) -> String {
    String(decoding: try data(), as: UTF8.self)
  }

  /// Every field has been read.
  func finish() throws(RowError) {
    guard remaining == 0 else { throw RowError("a row has \(remaining) bytes too many") }
  }
}
