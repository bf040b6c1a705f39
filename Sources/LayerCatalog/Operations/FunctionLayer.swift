/// `TFOpLambda`, `SlicingOpLambda` and their kin: TensorFlow functions that Keras 2 keeps as layers.
struct FunctionLayer: LayerDefinition {
  let className: String

  /// The function is named by the setting `function` (`math.multiply`, `nn.relu6`, `__operators__.add`); constants of
  /// the call are expected among the settings.
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard case .string(let function)? = settings["function"],
      let operation = FunctionLayer.operation(named: function)
    else { throw .notPredictable(reason: "what the function makes of a shape is not known") }
    var call = settings
    // Keras' own keys of a layer are no arguments of the function.
    for key in ["name", "trainable", "dtype", "function"] { call[key] = nil }
    return try operation.outputs(call, arguments: inputs.map { .tensor($0) })
  }

  /// Keras 3's operation for a function of TensorFlow.
  static func operation(named function: String) -> Operation? {
    let last = function.split(separator: ".").last.map(String.init) ?? function
    return LayerCatalog.operation(named: names[last] ?? "")
  }

  private static let names: [String: String] = [
    "add": "Add", "add_v2": "Add", "subtract": "Subtract", "sub": "Subtract", "multiply": "Multiply",
    "mul": "Multiply",
    "divide": "Divide", "truediv": "Divide", "divide_no_nan": "DivideNoNan", "floordiv": "FloorDivide",
    "pow": "Power",
    "maximum": "Maximum", "minimum": "Minimum", "squared_difference": "Subtract", "equal": "Equal",
    "not_equal": "NotEqual", "greater": "Greater", "greater_equal": "GreaterEqual", "less": "Less",
    "less_equal": "LessEqual", "logical_and": "LogicalAnd", "logical_or": "LogicalOr",
    "logical_not": "LogicalNot",
    "where": "Where", "abs": "Abs", "negative": "Negative", "neg": "Negative", "exp": "Exp", "log": "Log",
    "log1p": "Log1p", "sqrt": "Sqrt", "rsqrt": "Rsqrt", "square": "Square", "sign": "Sign", "round": "Round",
    "floor": "Floor", "ceil": "Ceil", "sin": "Sin", "cos": "Cos", "tan": "Tan", "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "relu": "Relu", "relu6": "Relu6", "leaky_relu": "LeakyRelu", "elu": "Elu", "selu": "Selu", "gelu": "Gelu",
    "silu": "Silu", "swish": "Silu", "softplus": "Softplus", "softsign": "Softsign", "softmax": "Softmax",
    "log_softmax": "LogSoftmax", "l2_normalize": "Normalize", "cast": "Cast", "identity": "Copy",
    "stop_gradient": "StopGradient", "clip_by_value": "Clip", "zeros_like": "ZerosLike",
    "ones_like": "OnesLike",
    "cumsum": "Cumsum", "reverse": "Flip", "roll": "Roll", "sort": "Sort", "reduce_mean": "Mean",
    "reduce_sum": "Sum",
    "reduce_max": "Max", "reduce_min": "Min", "reduce_prod": "Prod", "reduce_any": "Any", "reduce_all": "All",
    "reduce_std": "Std", "reduce_variance": "Var", "reduce_logsumexp": "Logsumexp", "norm": "Norm",
    "argmax": "Argmax",
    "argmin": "Argmin", "reshape": "Reshape", "transpose": "Transpose", "expand_dims": "ExpandDims",
    "squeeze": "Squeeze", "concat": "Concatenate", "stack": "Stack", "unstack": "Unstack", "split": "Split",
    "tile": "Tile", "repeat": "Repeat", "pad": "Pad", "one_hot": "OneHot", "broadcast_to": "BroadcastTo",
    "top_k": "TopK", "getitem": "GetItem", "matmul": "Matmul", "einsum": "Einsum", "resize": "Resize",
    "depth_to_space": "DepthToSpace", "space_to_depth": "SpaceToDepth",
  ]

  var example: LayerExample? {
    className == "SlicingOpLambda"
      ? LayerExample(
        ["function": "__operators__.getitem", "slice_spec": [["start": nil, "stop": nil, "step": nil], 0]],
        inputs: [[nil, 6, 5]], outputs: [[nil, 5]])
      : LayerExample(
        ["function": "math.multiply", "y": 2.0], inputs: [[nil, 6, 6, 4]], outputs: [[nil, 6, 6, 4]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Calls a function of TensorFlow; it has nothing to learn.")
  }

  static let all: [any LayerDefinition] = [
    FunctionLayer(className: "TFOpLambda"), FunctionLayer(className: "SlicingOpLambda"),
    FunctionLayer(className: "ClassMethod"), FunctionLayer(className: "InstanceMethod"),
    FunctionLayer(className: "InstanceProperty"),
  ]
}
