/// The central directory of a zip archive (PKWARE's APPNOTE 6.3.10, section 4.3), every number checked against the file.
struct ZipDirectory {
  struct Entry: Hashable, Sendable {
    var name: String
    var method: Int
    var isEncrypted: Bool
    var checksum: UInt32
    var compressedSize: UInt64
    var size: UInt64
    var localHeader: UInt64
  }

  private(set) var entries: [Entry] = []

  private static let mostEntries = 65_536
  private static let endRecordLength = 22
  private static let longestComment = 65_535

  static func isZip(_ source: ByteSource) -> Bool {
    guard let head = source.bytes(at: 0, count: 4) else { return false }
    return head == [0x50, 0x4B, 3, 4] || head == [0x50, 0x4B, 5, 6]
  }

  /// - Throws: `ContainerError.truncated` where the directory is not there, `.damaged` where it contradicts the file.
  init(_ source: ByteSource) throws(ContainerError) {
    let end = try ZipDirectory.endRecord(of: source)
    guard end.size <= 64 << 20, let bytes = source.bytes(at: end.offset, count: Int(end.size)) else {
      throw .damaged(reason: "the zip directory lies outside the file", place: nil)
    }
    guard end.count <= ZipDirectory.mostEntries else {
      throw .limit(name: "members of a zip", value: ZipDirectory.mostEntries, option: nil, place: nil)
    }
    let content = LittleEndian(bytes)
    var offset = 0
    for _ in 0..<end.count {
      guard let (entry, length) = ZipDirectory.entry(in: content, bytes: bytes, at: offset) else {
        throw .damaged(reason: "an entry of the zip directory is cut off or makes no sense", place: nil)
      }
      entries.append(entry)
      offset += length
    }
  }

  /// The last entry of a name, as readers take it.
  func entry(_ name: String) -> Entry? {
    entries.last { $0.name == name }
  }

  /// The bytes of a member as they lie in the archive, after its local header was compared with the directory.
  func data(of entry: Entry, in source: ByteSource) throws(ContainerError) -> ByteSource {
    guard let header = source.bytes(at: entry.localHeader, count: 30).map(LittleEndian.init),
      header.number(at: 0, size: 4) == 0x0403_4B50, let method = header.number(at: 8, size: 2),
      let nameLength = header.number(at: 26, size: 2), let extraLength = header.number(at: 28, size: 2)
    else {
      throw .damaged(reason: "the member's local header is not where the directory says", place: entry.name)
    }
    guard let name = source.bytes(at: entry.localHeader + 30, count: Int(nameLength)),
      String(decoding: name, as: UTF8.self) == entry.name, method == UInt64(entry.method)
    else { throw .damaged(reason: "the member's local header contradicts the directory", place: entry.name) }
    let start = entry.localHeader + 30 + nameLength + extraLength
    guard start <= source.length, entry.compressedSize <= source.length - start else {
      throw .truncated(present: source.length, promised: start &+ entry.compressedSize, place: entry.name)
    }
    return ByteSource(file: source.file, base: source.base + start, length: entry.compressedSize)
  }

  // MARK: Structures

  private static func endRecord(
    of source: ByteSource
  ) throws(ContainerError) -> (offset: UInt64, size: UInt64, count: Int) {
    let tail = Int(min(source.length, UInt64(endRecordLength + longestComment)))
    guard let bytes = source.bytes(at: source.length - UInt64(tail), count: tail), tail >= endRecordLength
    else {
      throw .truncated(present: source.length, promised: nil, place: nil)
    }
    let content = LittleEndian(bytes)
    for position in stride(from: tail - endRecordLength, through: 0, by: -1) {
      guard bytes[position] == 0x50, content.number(at: position, size: 4) == 0x0605_4B50,
        let comment = content.number(at: position + 20, size: 2),
        position + endRecordLength + Int(comment) == tail,
        let count = content.number(at: position + 10, size: 2),
        let size = content.number(at: position + 12, size: 4),
        let offset = content.number(at: position + 16, size: 4)
      else { continue }
      let recordAt = source.length - UInt64(tail) + UInt64(position)
      if offset == 0xFFFF_FFFF || size == 0xFFFF_FFFF || count == 0xFFFF {
        return try zip64Record(of: source, before: recordAt)
      }
      return (offset, size, Int(count))
    }
    // Every zip ends with this record, so that its absence means that the end is missing.
    throw .truncated(present: source.length, promised: nil, place: nil)
  }

  private static func zip64Record(
    of source: ByteSource, before end: UInt64
  ) throws(ContainerError) -> (offset: UInt64, size: UInt64, count: Int) {
    guard end >= 20, let locator = source.bytes(at: end - 20, count: 20).map(LittleEndian.init),
      locator.number(at: 0, size: 4) == 0x0706_4B50, let place = locator.number(at: 8, size: 8),
      let record = source.bytes(at: place, count: 56).map(LittleEndian.init),
      record.number(at: 0, size: 4) == 0x0606_4B50, let count = record.number(at: 32, size: 8),
      let size = record.number(at: 40, size: 8), let offset = record.number(at: 48, size: 8)
    else { throw .damaged(reason: "the zip64 end record makes no sense", place: nil) }
    return (offset, size, Int(clamping: count))
  }

  private static func entry(
    in content: LittleEndian, bytes: [UInt8], at offset: Int
  ) -> (entry: Entry, length: Int)? {
    guard content.number(at: offset, size: 4) == 0x0201_4B50,
      let flags = content.number(at: offset + 8, size: 2),
      let method = content.number(at: offset + 10, size: 2),
      let checksum = content.number(at: offset + 16, size: 4),
      var compressed = content.number(at: offset + 20, size: 4),
      var size = content.number(at: offset + 24, size: 4),
      let nameLength = content.number(at: offset + 28, size: 2).map({ Int($0) }),
      let extraLength = content.number(at: offset + 30, size: 2).map({ Int($0) }),
      let commentLength = content.number(at: offset + 32, size: 2).map({ Int($0) }),
      var header = content.number(at: offset + 42, size: 4)
    else { return nil }
    let length = 46 + nameLength + extraLength + commentLength
    guard offset + length <= bytes.count else { return nil }
    let name = String(decoding: bytes[(offset + 46)..<(offset + 46 + nameLength)], as: UTF8.self)
    guard
      zip64(
        content, from: offset + 46 + nameLength, length: extraLength, size: &size, compressed: &compressed,
        header: &header)
    else { return nil }
    return (
      Entry(
        name: name, method: Int(method), isEncrypted: flags & 1 == 1,
        checksum: UInt32(truncatingIfNeeded: checksum),
        compressedSize: compressed, size: size, localHeader: header), length
    )
  }

  /// Takes numbers that do not fit 32 bits from the zip64 extra field.
  private static func zip64(
    _ content: LittleEndian, from start: Int, length: Int, size: inout UInt64, compressed: inout UInt64,
    header: inout UInt64
  ) -> Bool {
    guard size == 0xFFFF_FFFF || compressed == 0xFFFF_FFFF || header == 0xFFFF_FFFF else { return true }
    var offset = start
    while offset + 4 <= start + length {
      guard let identifier = content.number(at: offset, size: 2),
        let count = content.number(at: offset + 2, size: 2)
      else { return false }
      if identifier == 1 {
        var place = offset + 4
        func next(_ value: inout UInt64) -> Bool {
          guard value == 0xFFFF_FFFF else { return true }
          guard place + 8 <= start + length, let wide = content.number(at: place, size: 8) else {
            return false
          }
          value = wide
          place += 8
          return true
        }
        return next(&size) && next(&compressed) && next(&header)
      }
      offset += 4 + Int(count)
    }
    return false
  }
}
