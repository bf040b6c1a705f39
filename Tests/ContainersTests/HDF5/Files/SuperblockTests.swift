import Testing

@testable import Containers

/// Where HDF5 begins, and where it says that it ends, from bytes that are made here.
struct SuperblockTests {
  static let signature: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  static func number(_ value: UInt64, _ size: Int = 8) -> [UInt8] {
    (0..<size).map { UInt8(truncatingIfNeeded: value >> (8 * UInt64($0))) }
  }

  /// Version 0 or 1, with a base address and an end of the file.
  static func old(version: UInt8, base: UInt64, end: UInt64, size: Int = 8) -> [UInt8] {
    let sizes: [UInt8] = [version, 0, 0, 0, 0, UInt8(size), UInt8(size), 0]
    let nodes: [UInt8] = [4, 0, 16, 0, 0, 0, 0, 0] + (version == 1 ? [32, 0, 0, 0] : [])
    return signature + sizes + nodes + number(base, size) + number(.max, size) + number(end, size)
      + number(.max, size)
  }

  static func new(version: UInt8, base: UInt64, end: UInt64) -> [UInt8] {
    signature + [version, 8, 8, 0] + number(base) + number(.max) + number(end) + number(48) + [0, 0, 0, 0]
  }

  @Test(arguments: [0, 512, 1024, 2048, 4096] as [UInt64]) func theSignatureIsFoundBehindAUserBlock(
    _ offset: UInt64
  ) throws {
    let bytes = Array(repeating: UInt8(ascii: "u"), count: Int(offset)) + Self.signature
    #expect(HDF5Signature.offset(in: try temporaryFile(bytes)) == offset)
  }

  @Test(arguments: [1, 8, 256, 511, 513, 1536, 3072] as [Int]) func theSignatureIsFoundNowhereElse(
    _ offset: Int
  ) throws {
    let bytes = Array(repeating: UInt8(ascii: "u"), count: offset) + Self.signature
    #expect(HDF5Signature.offset(in: try temporaryFile(bytes)) == nil)
  }

  @Test func partOfASignatureIsNone() throws {
    for kept in 0..<8 {
      #expect(HDF5Signature.offset(in: try temporaryFile(Array(Self.signature[..<kept]))) == nil)
    }
  }

  @Test(
    arguments: [
      (old(version: 0, base: 0, end: 5000), 5000), (old(version: 1, base: 0, end: 5000), 5000),
      (old(version: 0, base: 0, end: 5000, size: 4), 5000), (new(version: 2, base: 0, end: 5000), 5000),
      (new(version: 3, base: 0, end: 5000), 5000),
    ] as [([UInt8], UInt64)]) func theEndOfTheFile(_ bytes: [UInt8], _ end: UInt64) throws
  {
    let superblock = try #require(Superblock(at: 0, in: try temporaryFile(bytes)))
    #expect(superblock.endOfFile == end)
    #expect(superblock.baseAddress == 0)
  }

  /// The end counts the user block; one that was put in front later moves the end.
  @Test func theEndBehindAUserBlock() throws {
    let block = Array(repeating: UInt8(0), count: 512)
    let written = try temporaryFile(block + Self.old(version: 0, base: 512, end: 5512))
    #expect(Superblock(at: 512, in: written)?.endOfFile == 5512)
    let added = try temporaryFile(block + Self.old(version: 0, base: 0, end: 5000))
    #expect(Superblock(at: 512, in: added)?.endOfFile == 5512)
    #expect(Superblock(at: 512, in: added)?.baseAddress == 512)
    let removed = try temporaryFile(Self.old(version: 0, base: 512, end: 5512))
    #expect(Superblock(at: 0, in: removed)?.endOfFile == 5000)
  }

  @Test func aSuperblockThatIsCutOffOrUnknownIsNone() throws {
    let whole = Self.old(version: 0, base: 0, end: 5000)
    for kept in 0..<48 {
      #expect(Superblock(at: 0, in: try temporaryFile(Array(whole[..<kept]))) == nil)
    }
    #expect(Superblock(at: 0, in: try temporaryFile(Self.new(version: 4, base: 0, end: 5000))) == nil)
    #expect(Superblock(at: 0, in: try temporaryFile(Self.old(version: 0, base: 0, end: 1, size: 16))) == nil)
    #expect(Superblock(at: 0, in: try temporaryFile(Self.old(version: 0, base: 512, end: 100))) == nil)
  }
}
