/// A member whose bytes lie in an archive as they are, with the checksum that the archive holds of them.
///
/// Deflated members are checked while they are inflated. Of stored weights a reader of the structure sees a hundredth:
/// it is for those who read the values anyway to check the whole, with a `MemberCheck`.
public struct StoredMember: Sendable {
  public let name: String
  public let source: ByteSource
  let checksum: UInt32

  /// - Parameter checksum: the CRC-32 of all bytes of `source`.
  init(name: String, source: ByteSource, checksum: UInt32) {
    self.name = name
    self.source = source
    self.checksum = checksum
  }

  /// The place in the member of a range of a file, or `nil` where it does not lie in it.
  public func place(of range: ByteSource) -> Range<UInt64>? {
    guard range.file === source.file, range.base >= source.base, range.length <= source.length,
      range.base - source.base <= source.length - range.length
    else { return nil }
    let start = range.base - source.base
    return start..<start + range.length
  }
}
