import CNumerics
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

  /// Whatever instructions the processor has: up to several turns of the widest and every rest behind them.
  @Test(arguments: [1, 2]) func everySetOfInstructions(_ level: Int32) {
    for count in stride(from: 64, through: 960, by: 64) {
      let bytes = Array(Self.bytes.dropFirst(9).prefix(count))
      let before = UInt32(truncatingIfNeeded: crc32_z(0, Self.bytes, 9))
      var folded = [UInt8](repeating: 0, count: 16)
      guard weightscope_crc32_fold_by(level, before, bytes, count, &folded) != 0 else { return }
      let value = UInt32(truncatingIfNeeded: crc32_z(0xFFFF_FFFF, folded, z_size_t(folded.count)))
      #expect(value == Self.byZlib(Array(Self.bytes.prefix(9 + count))), "\(count) bytes")
    }
  }

  @Test(arguments: [1, 63, 64, 65, 128, 200, 999]) func inParts(_ first: Int) {
    var checksum = Checksum()
    Self.bytes.prefix(first).withContiguousStorageIfAvailable { checksum.add($0) }
    Self.bytes.dropFirst(first).withContiguousStorageIfAvailable { checksum.add($0) }
    #expect(checksum.value == Self.byZlib(Self.bytes))
  }
}
