import CZlib
import Testing

@testable import Containers

/// A member's checksum out of those of its parts.
struct MemberCheckTests {
  private static let bytes: [UInt8] = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 4) }

  private static func member(checksum: UInt32? = nil) throws -> StoredMember {
    let memory = try MemoryFile()
    try bytes.withUnsafeBufferPointer { try memory.append($0) }
    let whole = UInt32(truncatingIfNeeded: crc32_z(0, bytes, z_size_t(bytes.count)))
    return StoredMember(
      name: "model.weights.h5", source: ByteSource(file: memory.file, length: UInt64(bytes.count)),
      checksum: checksum ?? whole)
  }

  private static func part(_ range: Range<Int>) -> MemberCheck.Part {
    var part = MemberCheck.Part(from: UInt64(range.lowerBound))
    // In two pieces, as windows give them.
    let middle = range.lowerBound + range.count / 3
    bytes.withUnsafeBytes {
      part.add(UnsafeRawBufferPointer(rebasing: $0[range.lowerBound..<middle]))
      part.add(UnsafeRawBufferPointer(rebasing: $0[middle..<range.upperBound]))
    }
    return part
  }

  @Test(arguments: [[0..<1000], [700..<1000, 0..<1, 1..<700], [0..<500, 500..<500, 500..<1000]])
  func partsInAnyOrder(_ ranges: [Range<Int>]) throws {
    let check = MemberCheck(try Self.member())
    for range in ranges { check.add(Self.part(range)) }
    #expect(check.damage() == nil)
  }

  @Test func anotherChecksum() throws {
    let check = MemberCheck(try Self.member(checksum: 1))
    check.add(Self.part(0..<1000))
    #expect(
      check.damage()
        == Note(
          code: "checksum-mismatch",
          message: "the checksum (CRC-32) does not match the data: some values may be damaged",
          place: "member:model.weights.h5"))
  }

  @Test(arguments: [[], [0..<999], [0..<400, 401..<1000]]) func missingBytes(_ ranges: [Range<Int>]) throws {
    let check = MemberCheck(try Self.member())
    for range in ranges { check.add(Self.part(range)) }
    #expect(check.damage()?.message == "it cannot be read to its end")
  }

  @Test func placeOfARange() throws {
    let member = try Self.member()
    let file = member.source.file
    #expect(member.place(of: ByteSource(file: file, base: 10, length: 20)) == 10..<30)
    #expect(member.place(of: ByteSource(file: file, base: 990, length: 11)) == nil)
    #expect(member.place(of: ByteSource(file: file, base: .max, length: 1)) == nil)
    #expect(member.place(of: ByteSource(file: try MemoryFile().file, base: 10, length: 20)) == nil)
  }
}
