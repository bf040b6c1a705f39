/// The local heap of an old-style group: the names of its links, each appended when its link was made
/// (HDF5 file format specification, version 3, section III.D).
struct LocalHeap: Hashable, Sendable {
  /// Address of the data segment.
  var data: UInt64
  /// Bytes of the data segment.
  var size: UInt64

  /// The address after the data segment.
  var end: UInt64 { data + size }

  /// Where the first name lies: an empty one, for the group itself, comes before it.
  static let firstName: UInt64 = 8

  /// Bytes that a name takes, the zero at its end included: libhdf5 fills up to a multiple of 8 (H5HLpkg.h).
  static func room(for name: String) -> UInt64 {
    (UInt64(name.utf8.count) / 8 + 1) * 8
  }
}

extension AddressSpace {
  mutating func localHeap(at address: UInt64) -> LocalHeap? {
    guard hasSignature("HEAP", at: address), number(at: address + 4, size: 1) == 0,
      let size = length(at: address + 8), let data = pointer(at: address + 8 + 2 * lengthSize),
      self.address(data, plus: size) != nil
    else { return nil }
    return LocalHeap(data: data, size: size)
  }
}
