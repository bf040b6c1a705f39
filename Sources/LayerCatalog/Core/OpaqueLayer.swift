/// Layers that run code of their own or of another framework: what they hold and give is not known in advance.
struct OpaqueLayer: LayerDefinition {
  let className: String
  let reason: String
  /// Whether it can hold variables that its configuration does not tell.
  let mayHoldVariables: Bool

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    if mayHoldVariables { throw .notPredictable(reason: reason) }
    return LayerVariables()
  }

  /// A `Lambda` may carry its output's shape as a setting, which Keras believes too.
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    if let shape = settings["output_shape"].flatMap({ TensorShape($0) }), let input = inputs.first,
      settings["output_shape_type"] ?? "raw" == "raw"
    {
      return [TensorShape([input.extents.first ?? nil] + shape.extents)]
    }
    throw .notPredictable(reason: reason)
  }

  var example: LayerExample? {
    className == "Lambda"
      ? LayerExample(["output_shape": [7]], inputs: [[nil, 5]], outputs: [[nil, 7]]) : nil
  }

  var explanation: LayerExplanation { LayerExplanation(purpose) }

  private var purpose: String {
    className == "Lambda"
      ? "Runs a Python function on its input."
      : "Runs what is defined outside of Keras, or in a list of its own."
  }

  static let all: [any LayerDefinition] = [
    OpaqueLayer(className: "Lambda", reason: "a Lambda runs Python code", mayHoldVariables: false),
    OpaqueLayer(className: "FlaxLayer", reason: "it wraps a Flax module", mayHoldVariables: true),
    OpaqueLayer(className: "JaxLayer", reason: "it wraps a JAX function", mayHoldVariables: true),
    OpaqueLayer(className: "TorchModuleWrapper", reason: "it wraps a PyTorch module", mayHoldVariables: true),
    OpaqueLayer(className: "TFSMLayer", reason: "it wraps a SavedModel", mayHoldVariables: true),
    OpaqueLayer(className: "DenseFeatures", reason: "it is made of feature columns", mayHoldVariables: true),
    OpaqueLayer(
      className: "TensorFlowOpLayer", reason: "it holds a node of a TensorFlow graph", mayHoldVariables: false
    ),
    OpaqueLayer(className: "MaxNumBoundingBoxes", reason: "it pads lists of boxes", mayHoldVariables: false),
    OpaqueLayer(
      className: "Pipeline", reason: "it is a list of preprocessing layers", mayHoldVariables: false),
  ]
}
