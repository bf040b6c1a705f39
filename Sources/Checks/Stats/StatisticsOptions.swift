import Containers

/// What statistics are made of a file, and with what.
public struct StatisticsOptions: Sendable {
  /// Whether a digest of every variable is wanted.
  public var sha256 = false
  /// Whether files of a series are compared that do not follow each other: values are recognised by their checksums.
  public var recognisesValues = false
  /// Threads that read and add up; the figures do not depend on them.
  public var threads = 2
  public var limits = Limits()
  /// Is told how much has been read: bytes, of how many. Called from any of the threads, one at a time.
  public var progress: (@Sendable (Int, Int) -> Void)?

  public init() {}
}
