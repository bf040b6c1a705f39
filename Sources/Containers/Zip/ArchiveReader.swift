/// A `.keras` archive: its documents, and its weights in place where they are stored.
enum ArchiveReader {
  private static let weights = "model.weights.h5"

  /// - Throws: `notAModel` where the zip is no `.keras`; `damaged`, `truncated`, `unsupported` and `limit` of the zip;
  ///   as `HDF5Reader.read` for the weights.
  static func read(_ source: ByteSource, limits: Limits) throws(ContainerError) -> ContainerContents {
    let directory = try ZipDirectory(source)
    guard let weightsEntry = directory[weights] else { throw ForeignFormats.error(forZip: directory) }
    let archive = ZipArchive(source, limits: limits)
    var contents = ContainerContents(format: .zip, bytes: source.length, trees: [])
    contents.members = directory.entries.map(\.member)
    contents.notes = directory.notes
    contents.configuration = document("config.json", directory, archive, notes: &contents.notes)
    contents.metadata = document("metadata.json", directory, archive, notes: &contents.notes)
    let file = try archive.source(of: weightsEntry)
    contents.sources = [file]
    contents.trees = [try HDF5Reader.read(file, member: weights, limits: limits)]
    return contents
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
