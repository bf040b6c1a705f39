import CNumerics
import CZlib

/// The CRC-32 of bytes, as zip files hold it.
public struct Checksum: Sendable {
  public private(set) var value: UInt32 = 0

  public init() {}

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { add($0) }
  }

  /// Long runs are folded by the processor's own instructions where it has them, and the rest is left to zlib.
  public mutating func add(_ bytes: UnsafeRawBufferPointer) { add(bytes.bindMemory(to: UInt8.self)) }

  /// The same for bytes that are known as such.
  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    let folded = fold(bytes)
    let rest = UnsafeBufferPointer(rebasing: bytes[folded...])
    value = UInt32(truncatingIfNeeded: crc32_z(uLong(value), rest.baseAddress, z_size_t(rest.count)))
  }

  /// Takes in as many of the first bytes as can be folded. Returns how many.
  private mutating func fold(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let count = bytes.count & ~63
    var folded: [UInt8] = Array(repeating: 0, count: 16)
    guard count > 0, weightscope_crc32_fold(value, bytes.baseAddress, count, &folded) != 0 else { return 0 }
    value = UInt32(truncatingIfNeeded: crc32_z(0xFFFF_FFFF, folded, z_size_t(folded.count)))
    return count
  }

  static func mismatch(_ member: String) -> ContainerError {
    .damaged(reason: "the checksum (CRC-32) does not match the data", place: member)
  }
}
