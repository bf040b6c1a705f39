/// Opens a path and reads what it holds, whatever kind of container it is. The kind is decided by content.
public enum ContainerReader {
  /// The contents of a file or folder: HDF5 trees and JSON documents.
  /// - Throws: `ContainerError`, where nothing can be used; what was left out is told in the notes of the contents.
  public static func read(path: String, limits: Limits) throws(ContainerError) -> ContainerContents {
    switch try FileOpening.open(path) {
    case .folder(let folder): return try FolderReader.read(folder, limits: limits)
    case .file(let source): return try read(source, path: path, limits: limits)
    }
  }

  private static func read(
    _ source: ByteSource, path: String, limits: Limits
  ) throws(ContainerError) -> ContainerContents {
    guard source.length > 0 else { throw .empty }
    // A zip is asked first: the HDF5 in a `.keras` may by chance lie at 512 or 1,024, where a user block would put it,
    // and would then be taken for the whole.
    if ZipDirectory.isZip(source) { return try ArchiveReader.read(source, limits: limits) }
    if HDF5Signature.offset(in: source) != nil {
      let tree = try HDF5Reader.read(source, limits: limits)
      var contents = ContainerContents(format: .hdf5, bytes: source.length, trees: [tree])
      contents.sources = [source]
      return contents
    }
    if let index = ShardReader.index(in: source, limits: limits) {
      return try ShardReader.read(index, source: source, path: path, limits: limits)
    }
    throw ForeignFormats.error(for: source)
  }
}

/// Documents beside the weights: what is wrong with one costs that document, not the weights.
enum SideDocuments {
  /// The documents of a `.keras`, and the code of the note where one cannot be read.
  static let codes = ["config.json": "config-unreadable", "metadata.json": "metadata-unreadable"]

  static func json(_ bytes: [UInt8], name: String, limits: Limits, notes: inout [Note]) -> JSONValue? {
    do {
      return try JSONReader.read(bytes, limits: limits)
    } catch {
      notes.append(
        Note(
          code: codes[name] ?? "config-unreadable",
          message: error.description,
          place: "member:" + name))
      return nil
    }
  }
}
