/// Cuts the bytes that come from the child into rows, as they come.
struct RowDecoder {
  /// Bytes of all rows: far above what real models need (50,000 datasets take 1.4 MB).
  static let mostBytes = 256 << 20
  /// Tag and length.
  static let headerLength = 5

  /// Bytes of all rows that are taken.
  private let mostBytes: Int
  private var bytes: [UInt8] = []
  private var position = 0
  /// Rows that have been decoded.
  private(set) var rows: UInt64 = 0
  /// Bytes of these rows.
  private(set) var decodedBytes = 0

  init(mostBytes: Int = RowDecoder.mostBytes) {
    self.mostBytes = mostBytes
  }

  /// Whether bytes are left that are no whole row.
  var holdsPartOfRow: Bool { position < bytes.count }

  /// Takes over bytes that were read.
  mutating func feed(_ new: some Collection<UInt8>) {
    if position > 0 {
      bytes.removeSubrange(0..<position)
      position = 0
    }
    bytes.append(contentsOf: new)
  }

  /// The next row, or `nil` where it has not come yet as a whole.
  mutating func next() throws(RowError) -> Row? {
    guard let length = LittleEndian(bytes).number(at: position + 1, size: 4) else { return nil }
    guard length <= mostBytes - Self.headerLength - decodedBytes else {
      throw RowError("the rows have more than \(mostBytes) bytes")
    }
    let start = position + Self.headerLength
    guard Int(length) <= bytes.count - start else { return nil }
    let row = try Row(tag: bytes[position], fields: RowCursor(bytes, start..<start + Int(length)))
    position = start + Int(length)
    rows += 1
    decodedBytes += Self.headerLength + Int(length)
    return row
  }
}
