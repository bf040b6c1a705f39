/// The facts of an HDF5 file's superblock that decide whether the file is whole and how to follow its addresses
/// (HDF5 file format specification, version 3, section II).
struct Superblock: Hashable, Sendable {
  /// Bytes of version 0 with addresses of eight bytes.
  static let longest: UInt64 = 96

  /// Where the superblock lies: the length of the user block, and the base of all addresses.
  var baseAddress: UInt64
  /// Bytes of an address in this file.
  var offsetSize: Int
  /// Bytes of a length in this file.
  var lengthSize: Int
  /// The length that the file must have, user block included.
  var endOfFile: UInt64

  /// Reads the superblock at an offset that `HDF5Signature` found; `nil` where it is cut off or of an unknown
  /// version.
  init?(at offset: UInt64, in source: ByteSource) {
    // Version 1 with 8-byte addresses takes 60 bytes up to its end-of-file address.
    let available = Swift.min(64, source.length - Swift.min(offset, source.length))
    guard let head = source.bytes(at: offset, count: Int(available)), head.count > 15 else { return nil }
    let bytes = LittleEndian(head)
    let sizes: Int
    let addresses: Int
    switch head[8] {
    case 0: (sizes, addresses) = (13, 24)
    case 1: (sizes, addresses) = (13, 28)
    case 2, 3: (sizes, addresses) = (9, 12)
    default: return nil
    }
    offsetSize = Int(head[sizes])
    lengthSize = Int(head[sizes + 1])
    guard [2, 4, 8].contains(offsetSize), [2, 4, 8].contains(lengthSize) else { return nil }
    guard
      let storedBase = bytes.number(at: addresses, size: offsetSize),
      let storedEnd = bytes.number(at: addresses + 2 * offsetSize, size: offsetSize)
    else { return nil }
    baseAddress = offset
    // Like libhdf5 (H5Fsuper.c, H5F__super_read): where a user block was put in front or taken away, the end
    // moves with the superblock.
    let (end, overflows) =
      offset >= storedBase
      ? storedEnd.addingReportingOverflow(offset - storedBase)
      : storedEnd.subtractingReportingOverflow(storedBase - offset)
    guard !overflows else { return nil }
    endOfFile = end
  }
}
