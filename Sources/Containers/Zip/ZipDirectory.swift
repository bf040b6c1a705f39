/// The central directory of a zip file, found from its end record and bounded before it is read.
struct ZipDirectory: Sendable {
  private static let localSignature: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
  /// A `.keras` has three members and the assets of its layers.
  static let mostEntries = 100_000
  private static let mostBytes: UInt64 = 64 << 20

  /// In the order of the directory; of entries with one name all are here.
  private(set) var entries: [ZipEntry] = []
  private(set) var notes: [Note] = []
  private var positions: [String: Int] = [:]

  /// Whether a file begins as a zip does: with a member, or with the end of an empty one.
  static func isZip(_ source: ByteSource) -> Bool {
    guard let head = source.bytes(at: 0, count: 4) else { return false }
    return head == localSignature || head == ZipEndRecord.signature
  }

  /// The entry of a name; of duplicates the last, as Python's `zipfile` takes it.
  subscript(name: String) -> ZipEntry? {
    positions[name].map { entries[$0] }
  }

  /// - Throws: `truncated` where there is no end record, `damaged`, `limit`, `unreadable`.
  init(_ source: ByteSource) throws(ContainerError) {
    let end = try ZipEndRecord(source)
    guard end.directoryBytes <= ZipDirectory.mostBytes else {
      throw .limit(name: "zip directory bytes", value: Int(ZipDirectory.mostBytes), option: nil, place: nil)
    }
    guard let bytes = source.bytes(at: end.directoryOffset, count: Int(end.directoryBytes)) else {
      throw .unreadable(reason: "the zip directory cannot be read")
    }
    let directory = LittleEndian(bytes)
    var offset = 0
    while offset < bytes.count {
      guard entries.count < ZipDirectory.mostEntries else {
        throw .limit(name: "zip members", value: ZipDirectory.mostEntries, option: nil, place: nil)
      }
      let entry = try ZipEntry.central(directory, bytes, at: &offset, prefix: end.prefix)
      if positions.updateValue(entries.count, forKey: entry.name) != nil {
        notes.append(
          Note(
            code: "duplicate-member",
            message: "the archive holds two members of this name; the last one is read",
            place: "member:\(entry.name)"))
      }
      entries.append(entry)
    }
    if end.entryCount != UInt64(entries.count) {
      notes.append(
        Note(
          code: "zip-count",
          message: "the end record promises \(end.entryCount) members, the directory has "
            + "\(entries.count)"))
    }
    if end.prefix > 0 {
      notes.append(Note(code: "zip-prefix", message: "\(end.prefix) bytes stand before the archive"))
    }
    try boundRegions(by: end.directoryOffset)
  }

  /// Members lie one behind the other before the directory. Two that share bytes are no work of a zip writer
  /// ("A better zip bomb", David Fifield 2019).
  private mutating func boundRegions(by directoryOffset: UInt64) throws(ContainerError) {
    let order = entries.indices.sorted { entries[$0].headerOffset < entries[$1].headerOffset }
    var next = directoryOffset
    for position in order.reversed() {
      let entry = entries[position]
      guard entry.headerOffset < next else {
        throw .damaged(
          reason: next == directoryOffset
            ? "the member lies outside of the archive" : "the member shares bytes with another",
          place: entry.name)
      }
      let room = next - entry.headerOffset
      let (needed, overflow) = entry.storedBytes.addingReportingOverflow(
        UInt64(ZipArchive.localLength + entry.nameBytes.count))
      guard !overflow, needed <= room else {
        throw .damaged(reason: "the member reaches beyond its place in the archive", place: entry.name)
      }
      entries[position].regionEnd = next
      next = entry.headerOffset
    }
  }
}
