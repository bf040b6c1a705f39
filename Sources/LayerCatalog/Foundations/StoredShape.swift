/// What a file shows of a variable without saying what it is.
public struct StoredShape: Hashable, Sendable {
  public var shape: [Int]
  /// The role that the variable's stored name spells, where it spells one (`gamma:0`); `nil` for `vars/0`.
  public var name: VariableRole?
  public var isInteger: Bool

  public init(_ shape: [Int], name: VariableRole? = nil, isInteger: Bool = false) {
    self.shape = shape
    self.name = name
    self.isInteger = isInteger
  }
}

/// One way to read stored variables as those of a layer class.
public struct RoleReading: Hashable, Sendable {
  /// A role for each stored variable, in stored order.
  public var roles: [VariableRole]
  /// How much speaks for it, 0 to 1, comparable between classes for the same stored variables.
  public var plausibility: Double

  public init(_ roles: [VariableRole], plausibility: Double) {
    self.roles = roles
    self.plausibility = plausibility
  }
}
