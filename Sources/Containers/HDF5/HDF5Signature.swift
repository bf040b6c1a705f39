/// Where HDF5 begins in a file.
public enum HDF5Signature {
  /// The eight bytes that open a superblock (HDF5 file format specification, version 3, section II.A).
  static let bytes: [UInt8] = [0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]

  /// The offset of the superblock, which lies at 0, 512, 1024, 2048 and so on: what comes before it is a user
  /// block. `nil` where there is none.
  public static func offset(in source: ByteSource) -> UInt64? {
    var offset: UInt64 = 0
    while offset < source.length, source.length - offset >= UInt64(bytes.count) {
      if source.bytes(at: offset, count: bytes.count) == bytes { return offset }
      let (next, overflows) = offset.multipliedReportingOverflow(by: 2)
      if overflows { return nil }
      offset = offset == 0 ? 512 : next
    }
    return nil
  }
}
