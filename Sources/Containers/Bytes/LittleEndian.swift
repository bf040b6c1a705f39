/// Little-endian numbers in bytes, with every access checked.
struct LittleEndian {
  private let bytes: [UInt8]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  var count: Int { bytes.count }

  func byte(at offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  /// A number of up to eight bytes; `nil` outside the bytes.
  func number(at offset: Int, size: Int) -> UInt64? {
    guard offset >= 0, size >= 0, size <= 8, offset <= bytes.count - size else { return nil }
    var value: UInt64 = 0
    for position in stride(from: size - 1, through: 0, by: -1) {
      value = value << 8 | UInt64(bytes[offset + position])
    }
    return value
  }

  func starts(at offset: Int, with text: StaticString) -> Bool {
    text.withUTF8Buffer { expected in
      guard offset >= 0, offset <= bytes.count - expected.count else { return false }
      return bytes[offset..<(offset + expected.count)].elementsEqual(expected)
    }
  }
}
