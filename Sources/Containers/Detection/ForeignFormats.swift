/// A kind of file that is no Keras model, and how it is told by its first bytes.
struct ForeignFormat: Sendable {
  var what: String
  var advice: String?
  /// Looks at the first bytes of the file, at most `ForeignFormats.headLength` of them, and the last eight.
  var matches: @Sendable (_ head: [UInt8], _ tail: [UInt8]) -> Bool

  init(_ what: String, advice: String? = nil, _ matches: @escaping @Sendable ([UInt8]) -> Bool) {
    self.what = what
    self.advice = advice
    self.matches = { head, _ in matches(head) }
  }

  /// A format that ends with these bytes, at most eight.
  init(_ what: String, advice: String? = nil, ends bytes: [UInt8]) {
    self.what = what
    self.advice = advice
    matches = { _, tail in tail.suffix(bytes.count).elementsEqual(bytes) }
  }

  /// A format that begins with these bytes.
  init(_ what: String, advice: String? = nil, begins bytes: [UInt8], at offset: Int = 0) {
    self.init(what, advice: advice) { head in
      head.count >= offset + bytes.count && head[offset..<(offset + bytes.count)].elementsEqual(bytes)
    }
  }

  init(_ what: String, advice: String? = nil, begins text: String, at offset: Int = 0) {
    self.init(what, advice: advice, begins: Array(text.utf8), at: offset)
  }
}

/// Names what a file is instead of a model.
enum ForeignFormats {
  static let headLength = 4096
  private static let tailLength = 8

  /// In the order in which they are tried; more certain signs come first.
  static let all: [ForeignFormat] =
    PlaceholderFormats.all + ModelFormats.all + ArchiveFormats.all + TextFormats.all

  static func error(for source: ByteSource) -> ContainerError {
    let head = source.bytes(at: 0, count: Int(min(source.length, UInt64(headLength)))) ?? []
    if HDF5Signature.bytes.starts(with: head), !head.isEmpty {
      return .truncated(present: source.length, promised: nil, place: nil)
    }
    let tailCount = Int(min(source.length, UInt64(tailLength)))
    let tail = source.bytes(at: source.length - UInt64(tailCount), count: tailCount) ?? []
    guard let format = all.first(where: { $0.matches(head, tail) }) else {
      return .notAModel(what: "this is no HDF5 file, no .keras archive and no shard index", advice: nil)
    }
    return .notAModel(what: format.what, advice: format.advice)
  }

  /// A zip without `model.weights.h5`.
  static func error(forZip directory: ZipDirectory) -> ContainerError {
    let names = directory.entries.map(\.name)
    if names.contains("model.weights.npz") {
      return .unsupported(what: "weights as pickled NumPy arrays", place: "model.weights.npz")
    }
    if names.contains(where: { $0.hasSuffix("/data.pkl") || $0 == "data.pkl" }) {
      return .notAModel(what: "this is a PyTorch file, not a Keras model", advice: nil)
    }
    if !names.isEmpty, names.allSatisfy({ $0.hasSuffix(".npy") }) {
      return .notAModel(what: "this is an npz file of NumPy arrays, not a Keras model", advice: nil)
    }
    if names.contains(where: { $0.hasSuffix("saved_model.pb") }) {
      return .notAModel(
        what: "this is a zipped TensorFlow SavedModel, not a Keras model",
        advice: "load it with TensorFlow and save it as .keras")
    }
    if let inner = names.first(where: { $0.hasSuffix(".keras") || $0.hasSuffix(".h5") }) {
      return .notAModel(what: "this is a zip around \(printable(inner))", advice: "unpack it first")
    }
    let files = names.filter { !$0.hasSuffix("/") }
    let some = files.prefix(5).map(printable).joined(separator: ", ") + (files.count > 5 ? " …" : "")
    return .notAModel(
      what: names.isEmpty
        ? "this is an empty zip" : "this is a zip with no model.weights.h5 (it holds \(some))",
      advice: nil)
  }

  /// A name from a stranger, short and without control characters, which a terminal would obey.
  private static func printable(_ name: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in name.unicodeScalars.prefix(60) {
      result.append(scalar.properties.generalCategory == .control ? "\u{FFFD}" : scalar)
    }
    return String(result)
  }
}
