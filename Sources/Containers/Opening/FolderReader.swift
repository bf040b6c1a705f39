/// An unzipped `.keras` folder: the same three files as in the archive.
enum FolderReader {
  private static let mostNames = 10_000
  private static let weights = "model.weights.h5"

  static func read(
    _ folder: OpenFile, limits: Limits, worker: HDF5Worker?,
    early: @escaping (EarlyPart) -> Void
  ) throws(ContainerError) -> ContainerContents {
    let names = FileOpening.names(in: folder, most: mostNames)
    if names.contains("saved_model.pb") || names.contains("keras_metadata.pb") {
      throw .notAModel(
        what: "this is a TensorFlow SavedModel, not a Keras file",
        advice: "load it with TensorFlow and save it as .keras")
    }
    if names.contains("model.weights.npz"), names.contains("config.json"), !names.contains(weights) {
      throw .unsupported(what: "weights as pickled NumPy arrays", place: "model.weights.npz")
    }
    if names.contains("checkpoint"), !names.contains("config.json") {
      throw .notAModel(
        what: "this is a folder of TensorFlow checkpoints, not a Keras file",
        advice: "load it with TensorFlow and save it as .keras")
    }
    guard names.contains(weights), names.contains("config.json") else { throw .isADirectory }
    var contents = ContainerContents(format: .folder, bytes: 0, trees: [])
    var weightsSource: ByteSource?
    var documents: [(name: String, source: ByteSource)] = []
    for name in names {
      let source: ByteSource
      do throws(ContainerError) {
        source = try FileOpening.open(name, beneath: folder)
      } catch {
        // The weights are what is asked for; a document costs a note; the rest is not ours.
        if name == weights { throw error }
        if let code = SideDocuments.codes[name] {
          contents.notes.append(Note(code: code, message: error.reason, place: "member:" + name))
        }
        continue
      }
      contents.bytes = contents.bytes.addingReportingOverflow(source.length).partialValue
      contents.members.append(
        ContainerMember(name: name, bytes: source.length, storedBytes: source.length))
      if name == weights { weightsSource = source }
      if SideDocuments.codes[name] != nil { documents.append((name, source)) }
    }
    if !names.contains("metadata.json") {
      contents.notes.append(
        Note(
          code: "metadata-unreadable", message: "the folder has no such file", place: "member:metadata.json"))
    }
    guard let weightsSource else { throw .isADirectory }
    contents.sources = [weightsSource]
    // The documents are read while the child reads the weights.
    var whole = contents
    let meanwhile = Meanwhile(childWorks: {
      early(.begun(bytes: weightsSource.length))
      for (name, source) in documents {
        let value = document(source, name: name, limits: limits, notes: &whole.notes)
        if name == "metadata.json" { whole.metadata = value } else { whole.configuration = value }
      }
      if let configuration = whole.configuration { early(.configuration(configuration)) }
    })
    let tree = try HDF5Reader.read(
      weightsSource, member: weights, limits: limits, worker: worker, meanwhile: meanwhile)
    whole.trees = [tree]
    return whole
  }

  private static func document(
    _ source: ByteSource, name: String, limits: Limits, notes: inout [Note]
  ) -> JSONValue? {
    guard source.length <= UInt64(clamping: limits.jsonBytes),
      let bytes = source.bytes(at: 0, count: Int(source.length))
    else {
      notes.append(
        Note(
          code: SideDocuments.codes[name] ?? "config-unreadable",
          message: "longer than \(limits.jsonBytes) bytes, or unreadable",
          place: "member:" + name))
      return nil
    }
    return SideDocuments.json(bytes, name: name, limits: limits, notes: &notes)
  }
}
