/// A `.keras` archive: its documents, and its weights in place where they are stored.
enum ArchiveReader {
  private static let weights = "model.weights.h5"

  /// - Throws: `notAModel` where the zip is no `.keras`; `damaged`, `truncated`, `unsupported` and `limit` of the zip;
  ///   as `HDF5Reader.read` for the weights.
  static func read(
    _ source: ByteSource, limits: Limits, worker: HDF5Worker?,
    early: @escaping (EarlyPart) -> Void
  ) throws(ContainerError) -> ContainerContents {
    let directory = try ZipDirectory(source)
    guard let weightsEntry = directory[weights] else { throw ForeignFormats.error(forZip: directory) }
    let archive = ZipArchive(source, limits: limits)
    var contents = ContainerContents(format: .zip, bytes: source.length, trees: [])
    contents.members = directory.entries.map(\.member)
    contents.notes = directory.notes
    let file = try archive.source(of: weightsEntry)
    contents.sources = [file]
    if weightsEntry.method == 0 {
      contents.storedMembers = [
        StoredMember(name: weights, source: file, checksum: weightsEntry.checksum)
      ]
    }
    // The documents are read while the child reads the weights.
    var documents = contents
    let meanwhile = Meanwhile(childWorks: {
      early(.begun(bytes: file.length))
      documents.configuration = document("config.json", directory, archive, notes: &documents.notes)
      if let configuration = documents.configuration { early(.configuration(configuration)) }
      documents.metadata = document("metadata.json", directory, archive, notes: &documents.notes)
    })
    let tree = try HDF5Reader.read(
      file, member: weights, limits: limits, worker: worker, meanwhile: meanwhile)
    documents.trees = [tree]
    return documents
  }

  /// The weights of an archive that stores them uncompressed; `nil` for any other.
  static func storedWeights(in source: ByteSource, limits: Limits) -> ByteSource? {
    guard let directory = try? ZipDirectory(source), let entry = directory[weights], entry.method == 0 else {
      return nil
    }
    return try? ZipArchive(source, limits: limits).source(of: entry)
  }

  private static func document(
    _ name: String, _ directory: ZipDirectory, _ archive: ZipArchive, notes: inout [Note]
  ) -> JSONValue? {
    let code = SideDocuments.codes[name] ?? "config-unreadable"
    guard let entry = directory[name] else {
      notes.append(Note(code: code, message: "the archive has no such member", place: "member:" + name))
      return nil
    }
    do throws(ContainerError) {
      let bytes = try archive.bytes(of: entry)
      return SideDocuments.json(bytes, name: name, limits: archive.limits, notes: &notes)
    } catch {
      notes.append(Note(code: code, message: error.reason, place: "member:" + name))
      return nil
    }
  }
}
