/// Something about the values of a variable that a person should look at.
public struct StatsRemark: Hashable, Sendable {
  public enum Severity: String, Hashable, Sendable {
    case info
    case warn
    case danger
  }

  /// Of the rule: stable, kebab-case.
  public var id: String
  public var severity: Severity
  /// One sentence without the name of the variable.
  public var message: String

  public init(id: String, severity: Severity, message: String) {
    self.id = id
    self.severity = severity
    self.message = message
  }
}
