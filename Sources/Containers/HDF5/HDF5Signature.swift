/// The first bytes of an HDF5 file, and what its superblock says of the file's length.
///
/// HDF5 file format specification, version 3, section II.A: the superblock stands at 0, 512, 1024 and so on by doubling,
/// behind a user block of that length.
public enum HDF5Signature {
  static let bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  /// Where the superblock lies, or `nil` where there is none.
  public static func offset(in source: ByteSource) -> UInt64? {
    var offset: UInt64 = 0
    while offset < source.length {
      guard let found = source.bytes(at: offset, count: bytes.count) else { return nil }
      if found == bytes { return offset }
      offset = offset == 0 ? 512 : offset * 2
    }
    return nil
  }
}

/// The fields of a superblock that are needed to find groups and to notice a truncated file.
struct Superblock: Hashable, Sendable {
  /// Address 0 of the file's own counting, as an offset in the source.
  var baseAddress: UInt64
  /// Bytes of an address in the file.
  var offsetSize: Int
  /// Bytes of a length in the file.
  var lengthSize: Int
  /// The file's end as an offset in the source, where the superblock states one.
  var endOfFile: UInt64?

  init?(in source: ByteSource) {
    guard let start = HDF5Signature.offset(in: source) else { return nil }
    let available = Int(min(source.length - start, 96))
    guard let bytes = source.bytes(at: start, count: available) else { return nil }
    let cursor = LittleEndian(bytes)
    guard let version = cursor.byte(at: 8) else { return nil }
    let sizes = version < 2 ? 13 : 9
    guard let offsetSize = cursor.byte(at: sizes), let lengthSize = cursor.byte(at: sizes + 1),
      offsetSize <= 8, lengthSize <= 8, offsetSize >= 2, lengthSize >= 2
    else { return nil }
    self.offsetSize = Int(offsetSize)
    self.lengthSize = Int(lengthSize)
    let addresses = version == 0 ? 24 : version == 1 ? 28 : 12
    guard let base = cursor.number(at: addresses, size: self.offsetSize),
      let end = cursor.number(at: addresses + 2 * self.offsetSize, size: self.offsetSize)
    else { return nil }
    // A file may have been given a user block afterwards; libhdf5 then takes the superblock's own place.
    baseAddress = base == start ? base : start
    let (sum, overflow) = end.addingReportingOverflow(baseAddress - base)
    endOfFile = overflow || base > baseAddress ? nil : sum
  }
}

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

  /// The bytes up to the next NUL.
  func text(at offset: Int) -> String? {
    guard bytes.indices.contains(offset), let end = bytes[offset...].firstIndex(of: 0) else { return nil }
    return String(decoding: bytes[offset..<end], as: UTF8.self)
  }
}
