import Foundation

/// A zip archive taken apart and packed otherwise: as a folder, or with deflated members.
struct ZipPackaging {
  struct Member {
    var name: String
    var checksum: UInt32
    var bytes: ArraySlice<UInt8>
  }

  enum Failure: Error {
    case noDirectory
    case compressed
  }

  var members: [Member] = []

  /// Reads the members of an archive that stores them as they are, as Keras writes it.
  init(contentsOf path: String) throws {
    let file = [UInt8](try Data(contentsOf: URL(filePath: path)))
    guard let end = file.indices.dropLast(21).last(where: { file.number(at: $0, bytes: 4) == 0x0605_4B50 })
    else {
      throw Failure.noDirectory
    }
    var entry = file.number(at: end + 16, bytes: 4)
    for _ in 0..<file.number(at: end + 10, bytes: 2) {
      guard file.number(at: entry + 10, bytes: 2) == 0 else { throw Failure.compressed }
      let size = file.number(at: entry + 24, bytes: 4)
      let nameLength = file.number(at: entry + 28, bytes: 2)
      let local = file.number(at: entry + 42, bytes: 4)
      let start = local + 30 + file.number(at: local + 26, bytes: 2) + file.number(at: local + 28, bytes: 2)
      members.append(
        Member(
          name: String(decoding: file[(entry + 46)..<(entry + 46 + nameLength)], as: UTF8.self),
          checksum: UInt32(file.number(at: entry + 16, bytes: 4)), bytes: file[start..<(start + size)]))
      entry += 46 + nameLength + file.number(at: entry + 30, bytes: 2) + file.number(at: entry + 32, bytes: 2)
    }
  }

  func bytes(of name: String) -> ArraySlice<UInt8>? { members.first { $0.name == name }?.bytes }

  /// The members as files of a folder.
  func unpack(to folder: String) throws {
    for member in members {
      let file = URL(filePath: folder + "/" + member.name)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(member.bytes).write(to: file)
    }
  }

  /// An archive whose members are deflated, in blocks that hold the bytes as they are (RFC 1951, section 3.2.4).
  func deflated() -> [UInt8] {
    var archive: [UInt8] = []
    var directory: [UInt8] = []
    for member in members {
      let data = deflate(member.bytes)
      let offset = archive.count
      var header: [UInt8] = []
      // version needed, flags, method, time, date
      for (value, size) in [(20, 2), (0, 2), (8, 2), (0, 2), (0x21, 2)] { header.append(value, bytes: size) }
      for value in [Int(member.checksum), data.count, member.bytes.count] { header.append(value, bytes: 4) }
      header.append(member.name.utf8.count, bytes: 2)
      header.append(0, bytes: 2)
      archive.append(0x0403_4B50, bytes: 4)
      archive += header + Array(member.name.utf8) + data
      directory.append(0x0201_4B50, bytes: 4)
      directory.append(20, bytes: 2)
      directory += header
      // comment, disk, attributes
      for (value, size) in [(0, 2), (0, 2), (0, 2), (0, 4), (offset, 4)] {
        directory.append(value, bytes: size)
      }
      directory += Array(member.name.utf8)
    }
    let start = archive.count
    archive += directory
    archive.append(0x0605_4B50, bytes: 4)
    for (value, size) in [
      (0, 2), (0, 2), (members.count, 2), (members.count, 2), (directory.count, 4), (start, 4), (0, 2),
    ] {
      archive.append(value, bytes: size)
    }
    return archive
  }

  private func deflate(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var left = bytes
    repeat {
      let block = left.prefix(65_535)
      left = left.dropFirst(block.count)
      result.append(left.isEmpty ? 1 : 0)
      result.append(block.count, bytes: 2)
      result.append(~block.count & 0xFFFF, bytes: 2)
      result += block
    } while !left.isEmpty
    return result
  }
}

extension [UInt8] {
  /// A little-endian number.
  fileprivate func number(at offset: Int, bytes: Int) -> Int {
    self[offset..<(offset + bytes)].reversed().reduce(0) { $0 << 8 | Int($1) }
  }

  fileprivate mutating func append(_ number: Int, bytes: Int) {
    for shift in 0..<bytes { append(UInt8(truncatingIfNeeded: number >> (8 * shift))) }
  }
}
