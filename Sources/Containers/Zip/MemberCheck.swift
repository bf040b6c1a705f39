import CZlib
import Synchronization

/// Holds a stored member against its checksum, by parts that are read in whatever order and by whatever threads.
public final class MemberCheck: Sendable {
  /// The checksum of consecutive bytes of a member.
  public struct Part: Sendable {
    /// Position in the member of the first byte.
    fileprivate let start: UInt64
    fileprivate var length: UInt64 = 0
    fileprivate var checksum = Checksum()

    public init(from start: UInt64) { self.start = start }

    public mutating func add(_ bytes: UnsafeRawBufferPointer) {
      checksum.add(bytes)
      length += UInt64(bytes.count)
    }
  }

  private let member: StoredMember
  private let parts = Mutex<[Part]>([])

  public init(_ member: StoredMember) { self.member = member }

  public func add(_ part: Part) {
    parts.withLock { $0.append(part) }
  }

  /// What is wrong with the member, with the code `checksum-mismatch`, or `nil`.
  ///
  /// Each byte must be in exactly one of the parts; where some are in none they could not be read.
  public func damage() -> Note? {
    let parts = parts.withLock { $0.sorted { $0.start < $1.start } }
    var end: UInt64 = 0
    var found: uLong = 0
    for part in parts where part.length > 0 {
      guard part.start == end else { break }
      found = crc32_combine(found, uLong(part.checksum.value), numericCast(part.length))
      end += part.length
    }
    guard end == member.source.length else { return note("it cannot be read to its end") }
    return found == uLong(member.checksum)
      ? nil : note("the checksum (CRC-32) does not match the data: some values may be damaged")
  }

  private func note(_ message: String) -> Note {
    Note(code: "checksum-mismatch", message: message, place: "member:" + member.name)
  }
}
