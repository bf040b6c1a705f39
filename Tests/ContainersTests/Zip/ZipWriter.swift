import Foundation
import CZlib

/// A zip file made in the test, each of its numbers open to a lie.
struct ZipWriter {
  struct Member {
    var name: String
    var data: [UInt8]
    var deflated = false
    /// Of the local header and of the directory.
    var flags: UInt16 = 0
    var method: UInt16?
    var checksum: UInt32?
    /// What the directory states instead of the truth.
    var statedSize: UInt64?
    /// What the local header repeats instead of the name.
    var localName: String?
    /// Bytes of an extra field that only the local header has.
    var localExtra = 0
    /// Where the directory says that the local header is.
    var headerOffset: Int?
    /// Sizes and offset as zip64 writes them.
    var isWide = false
  }

  var members: [Member]
  var comment: [UInt8] = []
  var prefix: [UInt8] = []

  /// A JSON document or other text.
  static func text(_ name: String, _ text: String) -> Member { Member(name: name, data: Array(text.utf8)) }

  func bytes() -> [UInt8] {
    var file: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let stored = member.deflated ? ZipWriter.deflate(member.data) : member.data
      let method = member.method ?? (member.deflated ? 8 : 0)
      let checksum = member.checksum ?? UInt32(crc32(0, member.data, UInt32(member.data.count)))
      let size = member.statedSize ?? UInt64(member.data.count)
      let offset = member.headerOffset ?? file.count
      let name = Array(member.name.utf8)
      let localName = Array((member.localName ?? member.name).utf8)
      let common =
        number(member.flags, 2) + number(method, 2) + number(0, 4) + number(checksum, 4)
        + number(member.isWide ? 0xFFFF_FFFF : UInt64(stored.count), 4)
        + number(member.isWide ? 0xFFFF_FFFF : size, 4)
      let sizes = number(size, 8) + number(UInt64(stored.count), 8)
      let localExtra =
        member.isWide
        ? number(1, 2) + number(16, 2) + sizes
        : member.localExtra > 0
          ? number(0xCAFE, 2) + number(UInt64(member.localExtra - 4), 2)
            + [UInt8](repeating: 0, count: member.localExtra - 4) : []
      let extra = member.isWide ? number(1, 2) + number(24, 2) + sizes + number(UInt64(offset), 8) : []
      file += Array("PK\u{3}\u{4}".utf8) + number(20, 2) + common
      file +=
        number(UInt64(localName.count), 2) + number(UInt64(localExtra.count), 2) + localName + localExtra
      file += stored
      directory += Array("PK\u{1}\u{2}".utf8) + number(20, 2) + number(20, 2) + common
      directory += number(UInt64(name.count), 2) + number(UInt64(extra.count), 2) + number(0, 2)
      directory += number(0, 8) + number(member.isWide ? 0xFFFF_FFFF : UInt64(offset), 4) + name + extra
    }
    let start = file.count
    file += directory
    if members.contains(where: \.isWide) {
      let count = UInt64(members.count)
      let record = UInt64(file.count)
      file += Array("PK\u{6}\u{6}".utf8) + number(44, 8) + number(45, 2) + number(45, 2) + number(0, 8)
      file +=
        number(count, 8) + number(count, 8) + number(UInt64(directory.count), 8) + number(UInt64(start), 8)
      file += Array("PK\u{6}\u{7}".utf8) + number(0, 4) + number(record, 8) + number(1, 4)
      file += Array("PK\u{5}\u{6}".utf8) + number(0, 4) + number(0xFFFF, 2) + number(0xFFFF, 2)
      file += number(0xFFFF_FFFF, 4) + number(0xFFFF_FFFF, 4)
    } else {
      file += Array("PK\u{5}\u{6}".utf8) + number(0, 4)
      file += number(UInt64(members.count), 2) + number(UInt64(members.count), 2)
      file += number(UInt64(directory.count), 4) + number(UInt64(start), 4)
    }
    return prefix + file + number(UInt64(comment.count), 2) + comment
  }

  private func number(_ value: some BinaryInteger, _ size: Int) -> [UInt8] {
    let value = UInt64(value)
    return (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  /// Raw deflate data, as zip holds it.
  private static func deflate(_ bytes: [UInt8]) -> [UInt8] {
    var stream = z_stream()
    deflateInit2_(
      &stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
      Int32(MemoryLayout<z_stream>.size))
    defer { deflateEnd(&stream) }
    var input = bytes
    var output = [UInt8](repeating: 0, count: Int(deflateBound(&stream, UInt(bytes.count))))
    let count = input.withUnsafeMutableBufferPointer { input in
      output.withUnsafeMutableBufferPointer { output in
        stream.next_in = input.baseAddress
        stream.avail_in = UInt32(input.count)
        stream.next_out = output.baseAddress
        stream.avail_out = UInt32(output.count)
        CZlib.deflate(&stream, Z_FINISH)
        return output.count - Int(stream.avail_out)
      }
    }
    return Array(output[0..<count])
  }
}
