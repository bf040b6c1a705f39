/// Something that `audit` found.
public struct FindingReport: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case info
    case warn
    case danger
  }

  public enum Family: String, Hashable, Sendable {
    case security
    case integrity
    case health
  }

  /// Stable, kebab-case.
  public var id: String
  public var severity: Severity
  public var family: Family
  /// `member:`, `json:` or an HDF5 path.
  public var place: String?
  public var message: String
  public var why: String
  public var fix: String
  public var cve: [String]
  /// The reason for which it is not counted.
  public var ignored: String?

  public init(
    id: String, severity: Severity, family: Family, place: String? = nil, message: String, why: String,
    fix: String, cve: [String] = [], ignored: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.family = family
    self.place = place
    self.message = message
    self.why = why
    self.fix = fix
    self.cve = cve
    self.ignored = ignored
  }
}

/// What `audit` looked at, and what it could not.
public struct CoverageReport: Hashable, Sendable {
  /// A place that was not read.
  public struct Unread: Hashable, Sendable {
    public var place: String
    public var reason: String

    public init(place: String, reason: String) {
      self.place = place
      self.reason = reason
    }
  }

  public var isComplete: Bool
  public var unread: [Unread]

  public init(isComplete: Bool, unread: [Unread] = []) {
    self.isComplete = isComplete
    self.unread = unread
  }
}
