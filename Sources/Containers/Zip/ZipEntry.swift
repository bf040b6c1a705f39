/// A member of a zip file as the central directory tells it (APPNOTE.TXT 6.3.10, section 4.3.12).
struct ZipEntry: Hashable, Sendable {
  var name: String
  /// The name's bytes, which the local header must repeat.
  var nameBytes: [UInt8]
  var flags: UInt16
  /// 0 is stored, 8 is deflated (section 4.4.5).
  var method: UInt16
  var checksum: UInt32
  var storedBytes: UInt64
  var bytes: UInt64
  /// Offset of the local header in the file.
  var headerOffset: UInt64
  /// Where the next member or the central directory begins: this member's data end before it.
  var regionEnd: UInt64

  /// Bits 0 and 6: encrypted; bit 13: the local header is masked (section 4.4.4).
  var isEncrypted: Bool { flags & 0x2041 != 0 }
  /// Bit 3: sizes and checksum follow the data, and the local header holds zeros.
  var hasDataDescriptor: Bool { flags & 0x8 != 0 }

  var member: ContainerMember {
    let method: ContainerMember.Method =
      switch self.method {
      case 0: .stored
      case 8: .deflated
      default: .other
      }
    return ContainerMember(name: name, bytes: bytes, storedBytes: storedBytes, method: method)
  }
}

extension ZipEntry {
  /// The bytes of a central header before its name.
  static let centralLength = 46

  /// The central header at an offset of the directory, and the offset behind it.
  /// - Throws: `damaged`.
  static func central(
    _ directory: LittleEndian, _ bytes: [UInt8], at offset: inout Int, prefix: UInt64
  ) throws(ContainerError) -> ZipEntry {
    let damaged = ContainerError.damaged(reason: "the zip directory is cut or malformed", place: nil)
    func number(_ field: Int, _ size: Int) throws(ContainerError) -> UInt64 {
      guard let value = directory.number(at: offset + field, size: size) else { throw damaged }
      return value
    }
    guard directory.starts(at: offset, with: "PK\u{1}\u{2}"),
      bytes.count - offset >= centralLength
    else { throw damaged }
    let nameLength = Int(try number(28, 2))
    let extraLength = Int(try number(30, 2))
    let commentLength = Int(try number(32, 2))
    let nameStart = offset + centralLength
    let extraStart = nameStart + nameLength
    let end = extraStart + extraLength + commentLength
    guard end <= bytes.count else { throw damaged }
    let nameBytes = [UInt8](bytes[nameStart..<extraStart])
    var wide = Zip64Sizes(
      bytes: try number(24, 4), storedBytes: try number(20, 4), headerOffset: try number(42, 4))
    wide.widen(by: directory, from: extraStart, to: extraStart + extraLength)
    let (header, overflow) = wide.headerOffset.addingReportingOverflow(prefix)
    guard !overflow else { throw damaged }
    let entry = ZipEntry(
      name: String(decoding: nameBytes, as: UTF8.self), nameBytes: nameBytes,
      flags: UInt16(truncatingIfNeeded: try number(8, 2)),
      method: UInt16(truncatingIfNeeded: try number(10, 2)),
      checksum: UInt32(truncatingIfNeeded: try number(16, 4)), storedBytes: wide.storedBytes,
      bytes: wide.bytes,
      headerOffset: header, regionEnd: 0)
    offset = end
    return entry
  }
}

/// Sizes that the zip64 extra field holds where 32 bits do not (section 4.5.3).
struct Zip64Sizes {
  var bytes: UInt64
  var storedBytes: UInt64
  /// A local header has none, and gives 0.
  var headerOffset: UInt64

  /// Takes the eight-byte values in their order, each only where its 32-bit field is all ones.
  mutating func widen(by extra: LittleEndian, from start: Int, to end: Int) {
    var offset = start
    while offset + 4 <= end, let kind = extra.number(at: offset, size: 2),
      let length = extra.number(at: offset + 2, size: 2)
    {
      let fieldEnd = offset + 4 + Int(length)
      guard fieldEnd <= end else { return }
      if kind == 1 {
        var place = offset + 4
        func next(_ value: UInt64) -> UInt64 {
          guard value == 0xFFFF_FFFF, place + 8 <= fieldEnd, let wide = extra.number(at: place, size: 8)
          else {
            return value
          }
          place += 8
          return wide
        }
        bytes = next(bytes)
        storedBytes = next(storedBytes)
        headerOffset = next(headerOffset)
        return
      }
      offset = fieldEnd
    }
  }
}
