/// The end of central directory record, and its zip64 form (APPNOTE.TXT 6.3.10, sections 4.3.14 to 4.3.16).
struct ZipEndRecord: Hashable, Sendable {
  /// Offset of the directory in the file.
  var directoryOffset: UInt64
  var directoryBytes: UInt64
  var entryCount: UInt64
  /// Bytes before the archive, by which all its own offsets are too small.
  var prefix: UInt64

  static let signature: [UInt8] = [0x50, 0x4B, 0x05, 0x06]
  private static let length = 22
  private static let locatorLength: UInt64 = 20
  private static let wideLength = 56
  /// The record may be followed by a comment whose length has 16 bits.
  private static let farthest = length + 0xFFFF

  /// - Throws: `truncated` where there is none, `damaged` where it makes no sense, `unsupported` for split archives.
  init(_ source: ByteSource) throws(ContainerError) {
    let count = Int(min(source.length, UInt64(ZipEndRecord.farthest)))
    guard let tail = source.bytes(at: source.length - UInt64(count), count: count) else {
      throw .unreadable(reason: "the end of the archive cannot be read")
    }
    let bytes = LittleEndian(tail)
    guard let position = ZipEndRecord.position(in: tail) else {
      throw .truncated(present: source.length, promised: nil, place: nil)
    }
    guard let disk = bytes.number(at: position + 4, size: 2),
      let count = bytes.number(at: position + 10, size: 2),
      let size = bytes.number(at: position + 12, size: 4),
      let offset = bytes.number(at: position + 16, size: 4)
    else { throw ZipEndRecord.damaged }
    let place = source.length - UInt64(tail.count) + UInt64(position)
    var values = (disk: disk, count: count, size: size, offset: offset, end: place)
    if let wide = try ZipEndRecord.wide(source, before: place) { values = wide }
    guard values.disk == 0 || values.disk == 0xFFFF else {
      throw .unsupported(what: "a zip archive split into several files", place: nil)
    }
    guard values.size <= values.end, values.offset <= values.end - values.size else {
      throw ZipEndRecord.damaged
    }
    directoryBytes = values.size
    directoryOffset = values.end - values.size
    prefix = directoryOffset - values.offset
    entryCount = values.count
  }

  private static let damaged = ContainerError.damaged(
    reason: "the end record of the zip points outside of the file", place: nil)

  /// The last record whose comment ends within the file.
  private static func position(in tail: [UInt8]) -> Int? {
    guard tail.count >= length else { return nil }
    var position = tail.count - length
    while position >= 0 {
      if tail[position] == 0x50, tail[position..<(position + 4)].elementsEqual(signature) {
        let comment = Int(tail[position + 20]) | Int(tail[position + 21]) << 8
        if position + length + comment <= tail.count { return position }
      }
      position -= 1
    }
    return nil
  }

  private typealias Values = (disk: UInt64, count: UInt64, size: UInt64, offset: UInt64, end: UInt64)

  /// The zip64 record, which a locator right before the end record announces.
  private static func wide(_ source: ByteSource, before place: UInt64) throws(ContainerError) -> Values? {
    guard place >= locatorLength,
      let found = source.bytes(at: place - locatorLength, count: Int(locatorLength))
    else { return nil }
    let locator = LittleEndian(found)
    guard locator.starts(at: 0, with: "PK\u{6}\u{7}"), let stated = locator.number(at: 8, size: 8) else {
      return nil
    }
    // Where bytes stand before the archive, the record is not where the locator says, but right before it.
    let beforeLocator = (place - locatorLength).subtractingReportingOverflow(UInt64(wideLength))
    for start in [stated, beforeLocator.overflow ? stated : beforeLocator.partialValue] {
      guard start <= place - locatorLength, let bytes = source.bytes(at: start, count: wideLength) else {
        continue
      }
      let record = LittleEndian(bytes)
      guard record.starts(at: 0, with: "PK\u{6}\u{6}"), let disk = record.number(at: 16, size: 4),
        let count = record.number(at: 32, size: 8), let size = record.number(at: 40, size: 8),
        let offset = record.number(at: 48, size: 8)
      else { continue }
      return (disk, count, size, offset, start)
    }
    throw damaged
  }
}
