import LayerCatalog

/// The variables that a layer must have, and what that was computed from.
public struct ExpectationReport: Hashable, Sendable {
  public enum Source: String, Hashable, Sendable {
    /// The layer's settings.
    case config
    /// The settings and the shapes that flow to it.
    case graph
    /// The shapes of other layers.
    case neighbours
    /// An identified architecture that holds without this layer.
    case architecture
  }

  public var parameters: Int
  public var variables: [VariableSpecification]
  public var source: Source
  /// The products that give the count: `3·3·32`.
  public var formula: String

  public init(parameters: Int, variables: [VariableSpecification], from source: Source, formula: String) {
    self.parameters = parameters
    self.variables = variables
    self.source = source
    self.formula = formula
  }
}
