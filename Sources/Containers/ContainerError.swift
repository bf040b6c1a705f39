/// Why a path gave no report at all: one case per kind of trouble, with the place and the reason.
public enum ContainerError: Error, Hashable, Sendable {
  case notFound
  /// The system's reason, or what the path is instead of a file (a FIFO, a device).
  case unreadable(reason: String)
  /// A folder that is no unzipped `.keras`.
  case isADirectory
  case empty
  /// Bytes that are there, and bytes that the file's own structures promise.
  case truncated(present: UInt64, promised: UInt64?, place: String?)
  /// What the file is instead, and what to do about it.
  case notAModel(what: String, advice: String?)
  case damaged(reason: String, place: String?)
  case unsupported(what: String, place: String?)
  /// A limit that was met, its value, and the option that raises it.
  case limit(name: String, value: Int, option: String?, place: String?)
  /// The process that reads HDF5 ended in a way that it must not.
  case workerCrashed(how: String, lastObject: String?)
  case timeout(seconds: Int, lastObject: String?)
}
