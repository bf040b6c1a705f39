/// A member whose bytes lie in an archive as they are, with the checksum that the archive holds of them.
///
/// Deflated members are checked while they are inflated. Of stored weights a reader of the structure sees a hundredth:
/// it is for those who read the values anyway to check the whole.
public struct StoredMember: Sendable {
  /// Bytes that are read at once: they stay in the processor's cache until they are added up.
  private static let windowBytes: UInt64 = 256 << 10

  public let name: String
  public let source: ByteSource
  private let checksum: UInt32

  init(_ entry: ZipEntry, source: ByteSource) {
    name = entry.name
    self.source = source
    checksum = entry.checksum
  }

  /// Reads the whole member. Returns what is wrong with it, with the code `checksum-mismatch`, or `nil`.
  public func damage() -> Note? {
    let window = UnsafeMutableRawBufferPointer.allocate(
      byteCount: Int(min(StoredMember.windowBytes, source.length)), alignment: 64)
    defer { window.deallocate() }
    var found = Checksum()
    var offset: UInt64 = 0
    while offset < source.length {
      let count = Int(min(StoredMember.windowBytes, source.length - offset))
      let part = UnsafeMutableRawBufferPointer(rebasing: window[..<count])
      guard source.read(at: offset, into: part) else { return note("it cannot be read to its end") }
      found.add(UnsafeBufferPointer(part.bindMemory(to: UInt8.self)))
      offset += UInt64(count)
    }
    return found.value == checksum
      ? nil : note("the checksum (CRC-32) does not match the data: some values may be damaged")
  }

  private func note(_ message: String) -> Note {
    Note(code: "checksum-mismatch", message: message, place: "member:" + name)
  }
}
