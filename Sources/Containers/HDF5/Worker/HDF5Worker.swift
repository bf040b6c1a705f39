import CHDF5Reader
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A child process that has set libhdf5 up and waits for one file to read.
///
/// Started ahead of time, while the caller still parses its command line, it saves the time that libhdf5 takes to start,
/// and with `readAhead` part of the reading too. It serves one reading; one that is never used ends with this object.
public final class HDF5Worker: Sendable {
  /// A file that the child was asked for before it was known to be wanted.
  struct Ahead {
    var path: String
    var limits: Limits
    /// The whole file, and the HDF5 in it.
    var file: ByteSource
    var weights: ByteSource
  }

  private struct State {
    /// `nil` as soon as a reading has it.
    var process: WorkerProcess?
    var ahead: Ahead?
    /// The child that has done its work, until it is waited for.
    var done: WorkerProcess?
  }

  private let state: Mutex<State>

  /// Whether it has a processor of its own, so that its caller may work while it reads.
  public let isAside: Bool

  /// A child that was moved to another processor, for a caller that goes on meanwhile.
  ///
  /// - Throws: `workerCrashed` with the system's reason where there can be no child.
  public init() throws(ContainerError) {
    let process = try WorkerProcess()
    process.pushAside()
    isAside = true
    state = Mutex(State(process: process))
  }

  private init(_ process: WorkerProcess) {
    isAside = false
    state = Mutex(State(process: process))
  }

  /// Children for many files, started at once, for callers that keep all processors busy: as many as asked for, fewer
  /// where the system does not give so many.
  public static func group(of count: Int) -> [HDF5Worker] {
    WorkerProcess.group(of: count).map { HDF5Worker($0) }
  }

  /// Whether it still waits for a file.
  public var isWaiting: Bool { state.withLock { $0.process != nil && $0.ahead == nil } }

  /// Asks the child for the file at a path, if it is a file with HDF5 that is not compressed. Whoever then reads this
  /// path within these limits finds the child at work; for anybody else another child is started.
  public func readAhead(_ path: String, limits: Limits = Limits()) {
    guard case .file(let file)? = try? FileOpening.open(path), file.length > 0 else { return }
    let weights =
      ZipDirectory.isZip(file) ? ArchiveReader.storedWeights(in: file, limits: limits) : file
    guard let weights, HDF5Signature.offset(in: weights) != nil else { return }
    state.withLock { state in
      guard state.ahead == nil, let process = state.process,
        (try? process.request(weights, limits: limits)) != nil
      else { return }
      state.ahead = Ahead(path: path, limits: limits, file: file, weights: weights)
    }
  }

  /// Puts off waiting for the end of a child that has told everything: the system takes its memory apart meanwhile, which
  /// lasts as long as putting the tree together.
  func keep(_ process: WorkerProcess) {
    state.withLock { $0.done = process }
  }

  /// The system's number of the process, until a reading has it.
  var identifier: pid_t? { state.withLock { $0.process?.identifier } }

  /// The file at a path, where the child was asked for it.
  func fileAhead(_ path: String, limits: Limits) -> ByteSource? {
    guard let ahead = state.withLock({ $0.ahead }), ahead.path == path, ahead.limits == limits else {
      return nil
    }
    return ahead.file
  }

  /// The child, once, if it reads just this within these limits, or was asked for nothing yet: then it is asked.
  func take(for source: ByteSource, limits: Limits, fault: weightscope_fault) throws(ContainerError)
    -> WorkerProcess?
  {
    let (process, isAsked) = state.withLock { state in
      let isAsked = state.ahead.map { $0.reads(source, limits) }
      return (isAsked == false ? nil : state.process.take(), isAsked ?? false)
    }
    if let process, !isAsked { try process.request(source, limits: limits, fault: fault) }
    return process
  }
}

extension HDF5Worker.Ahead {
  /// Whether it is just this that is read.
  fileprivate func reads(_ source: ByteSource, _ limits: Limits) -> Bool {
    self.limits == limits && weights.file === source.file && weights.base == source.base
      && weights.length == source.length
  }
}
