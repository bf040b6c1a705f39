import CZlib
import Testing

@testable import Checks
@testable import Containers

/// Every byte of a member is added to its checksum once, whatever is read of it for its values.
struct MemberCoverTests {
  private static let bytes: [UInt8] = (0..<600).map { UInt8(truncatingIfNeeded: $0 &* 11 &+ $0 >> 3) }

  /// A member that lies from 50 on in a file, with the checksum of `bytes`.
  private static func member(_ bytes: [UInt8]) throws -> StoredMember {
    let memory = try MemoryFile()
    let file = [UInt8](repeating: 0xAA, count: 50) + bytes + [1, 2, 3]
    try file.withUnsafeBufferPointer { try memory.append($0) }
    let checksum = UInt32(truncatingIfNeeded: crc32_z(0, Self.bytes, z_size_t(Self.bytes.count)))
    return StoredMember(
      name: "model.weights.h5", source: ByteSource(file: memory.file, base: 50, length: UInt64(bytes.count)),
      checksum: checksum)
  }

  /// What is found when some ranges of a member are read as values, in two pieces each, and the gaps beside them.
  private static func damage(_ member: StoredMember, _ ranges: [Range<UInt64>]) throws -> Note? {
    let sources = ranges.map { range in
      ByteSource(
        file: member.source.file, base: 50 + range.lowerBound, length: UInt64(range.count))
    }
    let cover = MemberCover([member], ranges: sources + [nil])
    let window = UnsafeMutableRawBufferPointer.allocate(byteCount: 64, alignment: 8)
    defer { window.deallocate() }
    for gap in cover.gaps { cover.read(gap, window: window) }
    #expect(cover.reading(of: sources.count, from: 0) == nil)
    for (index, source) in sources.enumerated() {
      let half = Int(source.length) / 2
      for piece in [half..<Int(source.length), 0..<half] {
        guard var reading = cover.reading(of: index, from: piece.lowerBound) else { continue }
        let bytes = try #require(source.bytes(at: UInt64(piece.lowerBound), count: piece.count))
        bytes.withUnsafeBytes { reading.add($0) }
        reading.finish()
      }
    }
    return cover.damage()[0]
  }

  @Test(arguments: [
    [], [0..<600], [0..<100, 100..<200], [400..<600, 10..<20], [50..<100, 80..<120], [5..<9, 5..<9, 0..<7],
    [590..<700],
  ]) func everyByteCounts(_ ranges: [Range<UInt64>]) throws {
    #expect(try Self.damage(try Self.member(Self.bytes), ranges) == nil)
    for position in Self.bytes.indices {
      var damaged = Self.bytes
      damaged[position] ^= 4
      let note = try Self.damage(try Self.member(damaged), ranges)
      #expect(note?.code == "checksum-mismatch", "byte \(position)")
    }
  }
}
