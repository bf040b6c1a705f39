/// The data of a zip file's members, each checked against its local header before a byte of it is used.
struct ZipArchive: Sendable {
  /// The bytes of a local header before its name (APPNOTE.TXT 6.3.10, section 4.3.7).
  static let localLength = 30

  let file: ByteSource
  let limits: Limits

  init(_ file: ByteSource, limits: Limits) {
    self.file = file
    self.limits = limits
  }

  /// A member as a range of bytes: in place where it is stored, in memory where it is deflated.
  /// - Throws: `damaged`, `unsupported`, `limit`, `unreadable`, `empty`.
  func source(of entry: ZipEntry) throws(ContainerError) -> ByteSource {
    let data = try data(of: entry)
    guard entry.bytes > 0 else { throw .damaged(reason: "the member is empty", place: entry.name) }
    guard entry.method != 0 else { return data }
    try checkInflatedSize(of: entry)
    let memory = try MemoryFile()
    try Inflater.inflate(data, entry: entry) { bytes throws(ContainerError) in try memory.append(bytes) }
    return ByteSource(file: memory.file, length: entry.bytes)
  }

  /// The bytes of a member that holds JSON, with its checksum verified.
  /// - Throws: as `source(of:)`.
  func bytes(of entry: ZipEntry) throws(ContainerError) -> [UInt8] {
    let data = try data(of: entry)
    guard entry.bytes <= UInt64(clamping: limits.jsonBytes) else {
      throw .limit(
        name: "bytes of JSON", value: limits.jsonBytes, option: "--max-json-bytes", place: entry.name)
    }
    guard entry.method != 0 else {
      guard let bytes = data.bytes(at: 0, count: Int(data.length)) else {
        throw .unreadable(reason: "\(entry.name) cannot be read to its end")
      }
      guard Checksum(bytes).value == entry.checksum else { throw Checksum.mismatch(entry.name) }
      return bytes
    }
    try checkInflatedSize(of: entry)
    var result: [UInt8] = []
    try Inflater.inflate(data, entry: entry) { bytes in result.append(contentsOf: bytes) }
    return result
  }

  private func checkInflatedSize(of entry: ZipEntry) throws(ContainerError) {
    let limit = limits.inflatedBytes
    guard entry.bytes <= UInt64(clamping: limit) else {
      throw .limit(name: "inflated bytes", value: limit, option: "--max-inflated-bytes", place: entry.name)
    }
  }

  /// The member's data as they lie in the file. Their offset follows from the local header, whose extra field may
  /// have another length than the directory's.
  private func data(of entry: ZipEntry) throws(ContainerError) -> ByteSource {
    guard !entry.isEncrypted else { throw .unsupported(what: "an encrypted zip member", place: entry.name) }
    guard entry.method == 0 || entry.method == 8 else {
      throw .unsupported(what: "zip compression method \(entry.method)", place: entry.name)
    }
    let damaged = ContainerError.damaged(
      reason: "the member's local header and the zip directory contradict each other", place: entry.name)
    guard let bytes = file.bytes(at: entry.headerOffset, count: ZipArchive.localLength) else { throw damaged }
    let header = LittleEndian(bytes)
    guard header.starts(at: 0, with: "PK\u{3}\u{4}"), let flags = header.number(at: 6, size: 2),
      let method = header.number(at: 8, size: 2), let checksum = header.number(at: 14, size: 4),
      let stored = header.number(at: 18, size: 4), let size = header.number(at: 22, size: 4),
      let nameLength = header.number(at: 26, size: 2), let extraLength = header.number(at: 28, size: 2),
      flags & 0x2041 == 0, method == UInt64(entry.method)
    else { throw damaged }
    let rest = Int(nameLength) + Int(extraLength)
    guard let names = file.bytes(at: entry.headerOffset + UInt64(ZipArchive.localLength), count: rest),
      names.prefix(Int(nameLength)).elementsEqual(entry.nameBytes)
    else { throw damaged }
    if flags & 0x8 == 0 {
      var sizes = Zip64Sizes(bytes: size, storedBytes: stored, headerOffset: 0)
      sizes.widen(by: LittleEndian(names), from: Int(nameLength), to: rest)
      guard sizes.bytes == entry.bytes, sizes.storedBytes == entry.storedBytes,
        checksum == UInt64(entry.checksum)
      else { throw damaged }
    }
    let start = entry.headerOffset + UInt64(ZipArchive.localLength + rest)
    guard start <= entry.regionEnd, entry.storedBytes <= entry.regionEnd - start else {
      throw .damaged(reason: "the member reaches beyond its place in the archive", place: entry.name)
    }
    if entry.method == 0, entry.bytes != entry.storedBytes { throw damaged }
    return ByteSource(file: file.file, base: file.base + start, length: entry.storedBytes)
  }
}
