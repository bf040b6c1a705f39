/// Everything that is known about one Keras layer class: how it is recognised, which variables it must have,
/// what it makes of its input, what it costs, and how that is explained.
///
/// A family of layers is one file; `LayerCatalog.definitions` lists them all.
public protocol LayerDefinition: Sendable {
  /// Keras' class name: `DepthwiseConv2D`.
  var className: String { get }

  /// Further class names that mean the same layer (`BatchNormalizationV1` of old TensorFlow).
  var aliases: [String] { get }

  /// The variables that a layer with these settings creates for these inputs, in the order of `layer.weights`.
  ///
  /// Computed from the settings and the inputs' shapes alone, never from what a file stores.
  /// - Throws: `PredictionFailure` where a setting or an extent that enters the shapes is not known.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables

  /// The names of the tensors that a call takes, in the order of `inputs`: keyword arguments come in any order.
  var inputArguments: [String] { get }

  /// What the parts of a composite layer are called, in the order in which they are used.
  var partNames: [PartName] { get }

  /// What the layer inside a wrapper sees of the wrapper's inputs; `nil` for a layer that wraps no other.
  ///
  /// For wrappers around a whole model, which only the configuration's graph can follow.
  func wrappedInputs(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]?

  /// The wrapper's outputs, from those of what it wraps.
  func outputs(wrapping outputs: [TensorShape], inputs: [TensorShape]) -> [TensorShape]

  /// The shapes of the layer's outputs, batch axis first.
  /// - Throws: `PredictionFailure` where the shape cannot be told.
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]

  /// Multiply-accumulates for one example at these shapes, 0 for layers outside the convention
  /// (convolutions, depthwise and dense layers count), `nil` where an extent is unknown.
  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int?

  /// The ways in which stored variables can be this layer's, best first; empty where they cannot.
  ///
  /// `stored` are the variables in stored order, for layers of several parts those of all parts.
  func readings(of stored: [StoredShape]) -> [RoleReading]

  /// The arguments that enter variables, shapes or cost, in Keras' order; none for a layer without such arguments.
  var arguments: [LayerArgument] { get }

  /// A worked example, with numbers of live Keras; `nil` where nothing can be told in advance.
  var example: LayerExample? { get }

  /// What the layer does and where its count comes from.
  var explanation: LayerExplanation { get }
}

extension LayerDefinition {
  public var aliases: [String] { [] }
  public var inputArguments: [String] { ["inputs"] }
  public var partNames: [PartName] { [] }
  public var arguments: [LayerArgument] { [] }

  public func variables(
    _ settings: Settings, inputs: [TensorShape]
  ) throws(PredictionFailure) -> LayerVariables { LayerVariables() }

  public func wrappedInputs(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]? { nil }

  public func outputs(wrapping outputs: [TensorShape], inputs: [TensorShape]) -> [TensorShape] { outputs }

  public func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int?
  {
    0
  }

  public func readings(of stored: [StoredShape]) -> [RoleReading] { [] }
}
