/// A `.keras` archive: its documents, and its weights in place where they are stored.
enum ArchiveReader {
  private static let weights = "model.weights.h5"

  static func read(_ source: ByteSource, limits: Limits) throws(ContainerError) -> ContainerContents {
    let directory = try ZipDirectory(source)
    guard let weightsEntry = directory.entry(weights) else { throw ForeignFormats.error(forZip: directory) }
    var contents = ContainerContents(format: .zip, bytes: source.length, trees: [])
    contents.members = directory.entries.map(ContainerMember.init)
    var seen: Set<String> = []
    for entry in directory.entries where !seen.insert(entry.name).inserted {
      contents.notes.append(
        Note(
          code: "duplicate-member", message: "the archive holds this name twice; the last one is read",
          place: "member:" + entry.name))
    }
    contents.configuration = document(
      "config.json", in: directory, source, limits: limits, notes: &contents.notes)
    contents.metadata = document(
      "metadata.json", in: directory, source, limits: limits, notes: &contents.notes)
    let file = try member(weightsEntry, in: directory, source, limits: limits)
    contents.sources = [file]
    contents.trees = [try HDF5Reader.read(file, member: weights, limits: limits)]
    return contents
  }

  /// A member as a file of its own: in place where it is stored, in memory where it is deflated.
  private static func member(
    _ entry: ZipDirectory.Entry, in directory: ZipDirectory, _ source: ByteSource, limits: Limits
  ) throws(ContainerError) -> ByteSource {
    try checkReadable(entry)
    let data = try directory.data(of: entry, in: source)
    guard entry.method == 8 else { return data }
    return try Inflation.file(of: data, entry: entry, limit: limits.inflatedBytes)
  }

  private static func checkReadable(_ entry: ZipDirectory.Entry) throws(ContainerError) {
    guard !entry.isEncrypted else { throw .unsupported(what: "the member is encrypted", place: entry.name) }
    guard entry.method == 0 || entry.method == 8 else {
      throw .unsupported(
        what: "compression method \(entry.method) (only stored and deflated are read)", place: entry.name)
    }
    guard entry.method == 8 || entry.compressedSize == entry.size else {
      throw .damaged(reason: "a stored member has two lengths", place: entry.name)
    }
  }

  private static func document(
    _ name: String, in directory: ZipDirectory, _ source: ByteSource, limits: Limits, notes: inout [Note]
  ) -> JSONValue? {
    let code = name == "config.json" ? "config-unreadable" : "metadata-unreadable"
    guard let entry = directory.entry(name) else {
      notes.append(Note(code: code, message: "the archive has no such member", place: "member:" + name))
      return nil
    }
    do throws(ContainerError) {
      try checkReadable(entry)
      let data = try directory.data(of: entry, in: source)
      let bytes = try bytes(of: entry, data: data, limits: limits)
      return SideDocuments.json(bytes, name: name, limits: limits, notes: &notes)
    } catch {
      notes.append(Note(code: code, message: "\(error.reason)", place: "member:" + name))
      return nil
    }
  }

  private static func bytes(
    of entry: ZipDirectory.Entry, data: ByteSource, limits: Limits
  ) throws(ContainerError) -> [UInt8] {
    if entry.method == 8 {
      return try Inflation.bytes(of: data, entry: entry, limit: limits.jsonBytes, option: "--max-json-bytes")
    }
    guard entry.size <= UInt64(clamping: limits.jsonBytes) else {
      throw .limit(
        name: "bytes of JSON", value: limits.jsonBytes, option: "--max-json-bytes", place: entry.name)
    }
    guard let bytes = data.bytes(at: 0, count: Int(entry.size)) else {
      throw .truncated(present: data.length, promised: entry.size, place: entry.name)
    }
    guard Inflation.checksum(bytes) == entry.checksum else {
      throw .damaged(reason: "its checksum is not the one that the directory has", place: entry.name)
    }
    return bytes
  }
}

extension ContainerMember {
  init(_ entry: ZipDirectory.Entry) {
    self.init(
      name: entry.name, bytes: entry.size, storedBytes: entry.compressedSize,
      method: entry.method == 8 ? .deflated : .stored)
  }
}
