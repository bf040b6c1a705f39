/// The stored variables held against the expectation, summed up.
public struct LedgerReport: Hashable, Sendable {
  /// Counts of layers with variables.
  public var match: Int
  public var mismatch: Int
  public var notPredicted: Int
  /// The share of stored parameters whose expectation came from settings, neighbours or an architecture that
  /// holds without that layer, 0 to 1.
  public var shareIndependent: Double?

  public init(match: Int, mismatch: Int, notPredicted: Int, shareIndependent: Double? = nil) {
    self.match = match
    self.mismatch = mismatch
    self.notPredicted = notPredicted
    self.shareIndependent = shareIndependent
  }
}

/// The answer of `verify` or `audit` for a whole file.
public enum FileVerdict: String, Hashable, Sendable {
  case clean
  case info
  case warn
  case danger
  case refused
  case match
  case mismatch
  case unverified
}
