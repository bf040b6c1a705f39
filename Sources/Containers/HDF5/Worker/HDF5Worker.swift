/// A child process that has set libhdf5 up and waits for one file to read.
///
/// Started ahead of time, while the caller still parses its command line, it saves the time that libhdf5 takes to start,
/// and with `readAhead` part of the reading too. One that is never used ends with its value.
public struct HDF5Worker: ~Copyable, Sendable {
  /// A file that the child was asked for before it was known to be wanted.
  struct Ahead {
    var path: String
    var limits: Limits
    /// The whole file, and the HDF5 in it.
    var file: ByteSource
    var weights: ByteSource
  }

  var process: WorkerProcess
  private(set) var ahead: Ahead?

  /// - Throws: `workerCrashed` with the system's reason where there can be no child.
  public init() throws(ContainerError) { process = try WorkerProcess() }

  /// Asks the child for the file at a path, if it is a file with HDF5 that is not compressed. Whoever then reads this
  /// path within these limits finds the child at work; for anybody else another child is started.
  public mutating func readAhead(_ path: String, limits: Limits = Limits()) {
    guard ahead == nil, case .file(let file)? = try? FileOpening.open(path), file.length > 0 else { return }
    let weights =
      ZipDirectory.isZip(file) ? ArchiveReader.storedWeights(in: file, limits: limits) : file
    guard let weights, HDF5Signature.offset(in: weights) != nil,
      (try? process.request(weights, limits: limits)) != nil
    else { return }
    ahead = Ahead(path: path, limits: limits, file: file, weights: weights)
  }

  /// The file at a path, where the child was asked for it.
  func fileAhead(_ path: String, limits: Limits) -> ByteSource? {
    guard let ahead, ahead.path == path, ahead.limits == limits else { return nil }
    return ahead.file
  }

  /// Whether the child reads just this, within these limits.
  func wasAsked(for source: ByteSource, limits: Limits) -> Bool {
    guard let ahead else { return false }
    return ahead.limits == limits && ahead.weights.file === source.file && ahead.weights.base == source.base
      && ahead.weights.length == source.length
  }
}
