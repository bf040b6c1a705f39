/// Something about the values of a model that a person should look at.
public struct ValueFinding: Hashable, Sendable {
  public enum Severity: Int, Hashable, Sendable, Comparable {
    case info
    case warn
    case danger

    public static func < (one: Severity, other: Severity) -> Bool { one.rawValue < other.rawValue }
  }

  /// Of the rule: stable, kebab-case.
  public var id: String
  public var severity: Severity
  /// Position in `Model.layers`.
  public var layer: Int
  /// Positions in the layer's variables.
  public var variables: [Int]
  /// What was found, in one sentence that begins with a number or a small letter.
  public var message: String

  public init(id: String, severity: Severity, layer: Int, variables: [Int], message: String) {
    self.id = id
    self.severity = severity
    self.layer = layer
    self.variables = variables
    self.message = message
  }
}
