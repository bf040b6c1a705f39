/// Why a file could not be read: a code for programs, a sentence for people, and the place.
public struct ErrorReport: Hashable, Sendable {
  public enum Code: String, Hashable, Sendable, CaseIterable {
    case notFound = "not-found"
    /// No permission, a FIFO, a device.
    case unreadable
    /// A folder that is no unzipped `.keras`.
    case isADirectory = "is-a-directory"
    case empty
    /// The file's own structures promise more bytes than there are.
    case truncated
    /// Something else; the message names what.
    case notAModel = "not-a-model"
    /// The HDF5 or zip structure contradicts itself.
    case damaged
    case unsupported
    /// A limit was met; the message names it and the option that raises it.
    case limit
    /// The process that reads HDF5 died.
    case workerCrashed = "worker-crashed"
    case timeout
  }

  public var code: Code
  public var message: String
  /// Member, JSON path or HDF5 path.
  public var place: String?

  public init(code: Code, message: String, place: String? = nil) {
    self.code = code
    self.message = message
    self.place = place
  }
}
