import CZlib

/// The CRC-32 of bytes, as zip files hold it.
struct Checksum {
  private(set) var value: UInt32 = 0

  init() {}

  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { add($0) }
  }

  mutating func add(_ bytes: UnsafeBufferPointer<UInt8>) {
    value = UInt32(truncatingIfNeeded: crc32_z(uLong(value), bytes.baseAddress, z_size_t(bytes.count)))
  }

  static func mismatch(_ member: String) -> ContainerError {
    .damaged(reason: "the checksum (CRC-32) does not match the data", place: member)
  }
}
