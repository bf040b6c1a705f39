import Containers

/// Which bytes of the members of archives are read for their values anyway, and which for the checksum alone.
struct MemberCover: Sendable {
  /// Bytes of a member that are no values, or values that are not read in place.
  struct Gap: Sendable {
    fileprivate var check: MemberCheck
    fileprivate var source: ByteSource
    fileprivate var start: UInt64
    var length: UInt64
  }

  /// Adds what is read from one place on to the check of the member in which it lies.
  struct Reading {
    fileprivate let check: MemberCheck
    fileprivate var part: MemberCheck.Part

    mutating func add(_ bytes: UnsafeRawBufferPointer) { part.add(bytes) }
    func finish() { check.add(part) }
  }

  private struct Place: Sendable {
    var check: MemberCheck
    var range: Range<UInt64>
  }

  /// Most bytes of a gap: as many as a piece of values has, so that threads can share the work.
  private static let gapBytes: UInt64 = 1 << 20
  /// Bytes that are read at once: they stay in the processor's cache until they are added up.
  static let windowBytes = 64 << 10

  private let checks: [MemberCheck]
  /// By range; `nil` for one that lies in no member, or on bytes that another has.
  private var places: [Place?]
  private(set) var gaps: [Gap] = []

  /// - Parameter ranges: what is read for its values, `nil` for what is not read in place.
  init(_ members: [StoredMember], ranges: [ByteSource?]) {
    checks = members.map { MemberCheck($0) }
    places = [Place?](repeating: nil, count: ranges.count)
    for (member, check) in zip(members, checks) {
      var inside: [(index: Int, range: Range<UInt64>)] = []
      for (index, range) in ranges.enumerated() {
        if let range, let place = member.place(of: range) { inside.append((index, place)) }
      }
      inside.sort { $0.range.lowerBound < $1.range.lowerBound }
      var end: UInt64 = 0
      for (index, range) in inside where range.lowerBound >= end {
        addGaps(end..<range.lowerBound, member, check)
        places[index] = Place(check: check, range: range)
        end = range.upperBound
      }
      addGaps(end..<member.source.length, member, check)
    }
  }

  private mutating func addGaps(_ range: Range<UInt64>, _ member: StoredMember, _ check: MemberCheck) {
    for start in stride(from: range.lowerBound, to: range.upperBound, by: Int(MemberCover.gapBytes)) {
      let length = min(MemberCover.gapBytes, range.upperBound - start)
      gaps.append(Gap(check: check, source: member.source, start: start, length: length))
    }
  }

  /// What adds the bytes of a range from an offset on to the check of its member; `nil` where they do not count.
  func reading(of range: Int, from offset: Int) -> Reading? {
    places[range].map {
      Reading(check: $0.check, part: MemberCheck.Part(from: $0.range.lowerBound + UInt64(offset)))
    }
  }

  /// Reads a gap for its checksum.
  func read(_ gap: Gap, window: UnsafeMutableRawBufferPointer) {
    var part = MemberCheck.Part(from: gap.start)
    var offset = gap.start
    let end = gap.start + gap.length
    while offset < end, !window.isEmpty {
      let bytes = UnsafeMutableRawBufferPointer(
        rebasing: window[..<min(window.count, Int(end - offset))])
      guard gap.source.read(at: offset, into: bytes) else { return }
      part.add(UnsafeRawBufferPointer(bytes))
      offset += UInt64(bytes.count)
    }
    gap.check.add(part)
  }

  /// What is wrong with each member, once everything has been read; `nil` where nothing is.
  func damage() -> [Note?] { checks.map { $0.damage() } }
}
