/// What a command says of one path: a report, or why there is none.
public enum FileEntry: Hashable, Sendable {
  case report(FileReport)
  case failure(FileFailure)

  /// The path as it was given.
  public var path: String {
    switch self {
    case .report(let report): report.path
    case .failure(let failure): failure.path
    }
  }

  /// Whether everything in the file was read.
  public var isComplete: Bool {
    guard case .report(let report) = self else { return false }
    return report.status == .ok
  }
}

/// A path of which nothing could be used.
public struct FileFailure: Hashable, Sendable {
  public var path: String
  public var error: ErrorReport
  /// Size on disk, where the path leads to a file.
  public var bytes: Int?

  public init(path: String, error: ErrorReport, bytes: Int? = nil) {
    self.path = path
    self.error = error
    self.bytes = bytes
  }
}
