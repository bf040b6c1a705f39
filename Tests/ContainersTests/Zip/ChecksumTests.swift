import CZlib
import Testing

@testable import Containers

/// CRC-32, held against zlib's own loop: what is folded, and where the rest begins.
struct ChecksumTests {
  private static let bytes: [UInt8] = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* $0 &* 31 &+ $0 >> 3) }

  private static func byZlib(_ bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: crc32_z(0, bytes, z_size_t(bytes.count)))
  }

  /// The check value of CRC-32/ISO-HDLC, which zip uses.
  @Test func checkValue() {
    #expect(Checksum(Array("123456789".utf8)).value == 0xCBF4_3926)
    #expect(Checksum([]).value == 0)
  }

  @Test func anyLength() {
    for length in 0...Self.bytes.count {
      let bytes = Array(Self.bytes.prefix(length))
      #expect(Checksum(bytes).value == Self.byZlib(bytes), "\(length) bytes")
    }
  }

  @Test(arguments: [1, 63, 64, 65, 128, 200, 999]) func inParts(_ first: Int) {
    var checksum = Checksum()
    Self.bytes.prefix(first).withContiguousStorageIfAvailable { checksum.add($0) }
    Self.bytes.dropFirst(first).withContiguousStorageIfAvailable { checksum.add($0) }
    #expect(checksum.value == Self.byZlib(Self.bytes))
  }
}
