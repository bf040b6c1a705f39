import LayerCatalog

/// What became of something from one file to the next.
public enum DifferenceStatus: String, Hashable, Sendable {
  case identical
  case changed
  /// Another type of number; `equalAfterRounding` says whether that is all.
  case retyped
  /// The same values with their axes in another order.
  case transposed
  /// Another shape.
  case reshaped
  case added
  case removed
  case notCompared = "not-compared"

  /// How much it matters where one word has to stand for several variables.
  var weight: Int {
    switch self {
    case .identical: 0
    case .notCompared: 1
    case .retyped: 2
    case .transposed: 3
    case .changed: 4
    case .added, .removed: 5
    case .reshaped: 6
    }
  }
}

/// A variable before and after.
public struct VariableDifference: Hashable, Sendable {
  public var role: VariableRole
  /// Positions in the layers' variables; `nil` on the side where there is none.
  public var before: Int?
  public var after: Int?
  public var status: DifferenceStatus
  /// Largest change of a value; this and what follows is `nil` where the values could not be held against each other.
  public var largestChange: Double?
  /// Length of the change over the length of what was before.
  public var relativeL2: Double?
  /// Of the angle between both, 1 for the same direction.
  public var cosine: Double?
  public var changedValues: Int?
  /// For another type of number: whether rounding the wider values gives the others.
  public var equalAfterRounding: Bool?
  /// For integers with a scale beside them: how many values before, times their scale, do not round to them.
  public var offSteps: Int?
  /// The order of the axes of the earlier variable in the later one.
  public var axes: [Int]?
  /// For another shape: that of the part which both have room for, where its values are what they were.
  public var commonShape: [Int]?
  /// NaN in the later variable that were none before.
  public var newNaN = 0
  /// NaN in the earlier variable that are none any more.
  public var goneNaN = 0
  /// Why it was not compared.
  public var reason: String?

  init(role: VariableRole, before: Int?, after: Int?, status: DifferenceStatus) {
    self.role = role
    self.before = before
    self.after = after
    self.status = status
  }
}

/// A layer before and after.
public struct LayerDifference: Hashable, Sendable {
  public enum Evidence: String, Hashable, Sendable {
    case name
    case position
    case shape
    case content
  }

  /// Positions in the models' layers; `nil` on the side where there is none.
  public var before: Int?
  public var after: Int?
  /// What they were paired by; `nil` where there is only one.
  public var by: Evidence?
  public var status: DifferenceStatus
  public var variables: [VariableDifference]

  init(before: Int?, after: Int?, by: Evidence?, variables: [VariableDifference]) {
    self.before = before
    self.after = after
    self.by = by
    self.variables = variables
    status = variables.map(\.status).max { $0.weight < $1.weight } ?? .identical
    // A layer that is there on both sides and has a variable more or less is another.
    if status == .added || status == .removed { status = .changed }
    if before == nil { status = .added }
    if after == nil { status = .removed }
  }

  /// Whether every variable is what it was.
  public var isIdentical: Bool { status == .identical }
}
