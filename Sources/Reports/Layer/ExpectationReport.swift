import AnalyticModel
import LayerCatalog

/// The variables that a layer must have, and what that was computed from.
public struct ExpectationReport: Hashable, Sendable {
  /// What it was computed from.
  public typealias Source = Expectation.Source

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
