/// A worked example of a layer: settings, inputs, and what real Keras makes of them.
///
/// The numbers were written down from live Keras, not computed by the definition; a test runs the definition
/// over all of them, and `explain` prints them.
public struct LayerExample: Hashable, Sendable {
  public var settings: Settings
  public var inputs: [TensorShape]
  /// Own variables and those of the parts, in the order of `layer.weights`.
  public var variables: [VariableSpecification]
  /// `layer.count_params()`.
  public var parameters: Int
  public var outputs: [TensorShape]

  public init(
    _ settings: Settings, inputs: [TensorShape], variables: [VariableSpecification] = [], parameters: Int = 0,
    outputs: [TensorShape]
  ) {
    self.settings = settings
    self.inputs = inputs
    self.variables = variables
    self.parameters = parameters
    self.outputs = outputs
  }
}
