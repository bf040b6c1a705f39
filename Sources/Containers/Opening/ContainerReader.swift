/// Opens a path and reads what it holds, whatever kind of container it is. The kind is decided by content.
public enum ContainerReader {
  /// The contents of a file or folder: HDF5 trees and JSON documents.
  /// - Parameters:
  ///   - worker: a child that waits already; without one it is started when it is needed.
  ///   - early: called with parts of the contents while the weights are still being read.
  /// - Throws: `ContainerError`, where nothing can be used; what was left out is told in the notes of the contents.
  public static func read(
    path: String, limits: Limits, worker: HDF5Worker? = nil,
    early: @escaping (EarlyPart) -> Void = { _ in }
  ) throws(ContainerError) -> ContainerContents {
    let opened =
      if let file = worker?.fileAhead(path, limits: limits) { FileOpening.Opened.file(file) } else {
        try FileOpening.open(path)
      }
    switch opened {
    case .folder(let folder):
      return try FolderReader.read(folder, limits: limits, worker: worker, early: early)
    case .file(let source):
      return try read(source, path: path, limits: limits, worker: worker, early: early)
    }
  }

  private static func read(
    _ source: ByteSource, path: String, limits: Limits, worker: HDF5Worker?,
    early: @escaping (EarlyPart) -> Void
  ) throws(ContainerError) -> ContainerContents {
    guard source.length > 0 else { throw .empty }
    // A zip is asked first: the HDF5 in a `.keras` may by chance lie at 512 or 1,024, where a user block would put it,
    // and would then be taken for the whole.
    if ZipDirectory.isZip(source) {
      return try ArchiveReader.read(source, limits: limits, worker: worker, early: early)
    }
    if HDF5Signature.offset(in: source) != nil {
      let meanwhile = Meanwhile(
        childWorks: { early(.begun(bytes: source.length)) }, rootAttribute: { early(.rootAttribute($0)) },
        rootIsTold: { early(.rootIsTold) })
      let tree = try HDF5Reader.read(source, limits: limits, worker: worker, meanwhile: meanwhile)
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
