import LayerCatalog

/// The variables that a layer must have, computed without a look at those that it has.
public struct Expectation: Hashable, Sendable {
  /// What an expectation was computed from.
  public enum Source: String, Hashable, Sendable {
    /// The layer's own settings suffice (`Embedding`).
    case config
    /// The settings and the shapes that flow to the layer through the graph.
    case graph
    /// The shapes of other layers, by the continuity of channels.
    case neighbours
    /// An architecture that stays identified with this layer left out.
    case architecture
  }

  /// The layer's own variables, in the order of `layer.weights`, without those of its parts.
  public var variables: [ExpectedVariable]
  public var source: Source
  /// Keras' class of the layer that it was computed for, where the stored one may have been changed so that its class
  /// cannot be told.
  public var className: String?

  public init(variables: [ExpectedVariable], source: Source, className: String? = nil) {
    self.variables = variables
    self.source = source
    self.className = className
  }

  public var parameters: Int { variables.reduce(0) { $0 &+ $1.count } }

  /// How the count comes about, one product for each variable: `3·3·32 + 32`.
  public var formula: String { variables.map(\.formula).joined(separator: " + ") }
}

/// A variable that a layer must have.
public struct ExpectedVariable: Hashable, Sendable {
  public var role: VariableRole
  public var shape: [Int]
  /// Whether training changes it, by the layer's definition and the flags of the layer and its parents;
  /// `nil` where no configuration holds the flags.
  public var trainable: Bool?

  public init(role: VariableRole, shape: [Int], trainable: Bool?) {
    self.role = role
    self.shape = shape
    self.trainable = trainable
  }

  var specification: VariableSpecification { VariableSpecification(role, shape) }

  public var count: Int { specification.count }
  public var formula: String { specification.formula }
}

/// What can be said in advance about a layer's variables.
public enum Prediction: Hashable, Sendable {
  case expected(Expectation)
  /// A sentence that says why nothing can be said.
  case notPredicted(reason: String)
}
