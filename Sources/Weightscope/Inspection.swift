import Containers
import Reports

/// What became of one path.
public struct Inspection: Sendable {
  public var entry: FileEntry

  /// Inspects a path and keeps what went wrong as a value, for callers that go through many files.
  ///
  /// - Parameter worker: a child process that was started ahead of time; it serves this one call.
  public init(path: String, limits: Limits = Limits(), worker: HDF5Worker? = nil) {
    self.init(path: path, worker: worker) { path, worker throws(ContainerError) in
      try Weightscope.inspect(path, limits: limits, worker: worker)
    }
  }

  /// Makes a report of a path in any way, and keeps what went wrong as a value.
  public init(
    path: String, worker: HDF5Worker? = nil,
    _ report: (String, HDF5Worker?) throws(ContainerError) -> FileReport
  ) {
    do throws(ContainerError) {
      entry = .report(try report(path, worker))
    } catch {
      entry = .failure(FileFailure(path: path, error: ErrorReport(error)))
    }
  }
}

extension ErrorReport {
  public init(_ error: ContainerError) {
    self.init(code: Code(error), message: error.reason, place: error.place)
  }
}

extension ErrorReport.Code {
  init(_ error: ContainerError) {
    self =
      switch error {
      case .notFound: .notFound
      case .unreadable: .unreadable
      case .isADirectory: .isADirectory
      case .empty: .empty
      case .truncated: .truncated
      case .notAModel: .notAModel
      case .damaged: .damaged
      case .unsupported: .unsupported
      case .limit: .limit
      case .workerCrashed: .workerCrashed
      case .timeout: .timeout
      }
  }
}
