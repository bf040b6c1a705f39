/// Operations on each value, on pairs of values, and along axes that are summed up.
///
/// The lists are the classes of `keras.ops` 3.15.1 that give their input's shape, the broadcast of two shapes, and
/// take `axis` and `keepdims`, found by calling each on shapes.
enum ElementwiseOperations {
  static let all: [Operation] =
    unary.map { name in Operation(name) { call throws(PredictionFailure) in [try call.tensor()] } }
    + broadcast.map { name in Operation(name) { call throws(PredictionFailure) in [try broadcasting(call)] } }
    + reductions.map { name in Operation(name) { call throws(PredictionFailure) in [try reduced(call)] } }

  /// All operands aligned at their last axes; 1 yields to the other.
  static func broadcasting(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let operands = try call.operands()
    guard var shape = operands.first else { throw .inputs(expected: "operands") }
    for operand in operands.dropFirst() { shape = try ElementwiseMerge.broadcast(shape, operand) }
    return TensorShape(shape)
  }

  /// Without the axes that are summed up, or with 1 in their place. No axis means all of them.
  static func reduced(_ call: Operation.Call) throws(PredictionFailure) -> TensorShape {
    let input = try call.tensor()
    let keep = try call.settings.bool("keepdims", default: call.settings.bool("keep_dims", default: false))
    var settings: Settings = [:]
    settings["axis"] = call.value("axis", "reduction_indices", position: 1)
    let axes = try settings.axes("axis", rank: input.rank, default: Array(0..<input.rank))
    var extents: [Int?] = []
    for (axis, extent) in input.extents.enumerated() {
      if !axes.contains(axis) { extents.append(extent) } else if keep { extents.append(1) }
    }
    return TensorShape(extents)
  }

  private static let unary = [
    "Abs", "Absolute", "Angle", "Arccos", "Arccosh", "Arcsin", "Arcsinh", "Arctan", "Arctanh", "Argsort",
    "Array",
    "BitwiseInvert", "BitwiseNot", "Cast", "Cbrt", "Ceil", "Celu", "Cholesky", "Clip", "Conj", "Conjugate",
    "ConvertToTensor", "Copy", "Cos", "Cosh", "Cumprod", "Cumsum", "Deg2rad", "Elu", "EmptyLike", "Erf",
    "Erfc",
    "Erfinv", "Exp", "Exp2", "Expm1", "Fabs", "Flip", "Fliplr", "Flipud", "Floor", "GaussianBlur", "Gelu",
    "HSVToRGB", "HardShrink", "HardSigmoid", "HardSilu", "HardTanh", "I0", "Imag", "Inv", "Isfinite", "Isinf",
    "Isnan",
    "Isneginf", "Isposinf", "Isreal", "LayerNorm", "LeakyRelu", "Log", "Log10", "Log1p", "Log2", "LogSigmoid",
    "LogSoftmax", "LogicalNot", "NanToNum", "Negative", "Normalize", "OnesLike", "RGBToHSV", "RMSNorm",
    "Rad2deg",
    "Real", "Reciprocal", "Relu", "Relu6", "Roll", "Round", "Rsqrt", "SaturateCast", "Selu", "Sigmoid",
    "Sign",
    "Signbit", "Silu", "Sin", "Sinc", "Sinh", "SoftShrink", "Softmax", "Softplus", "Softsign", "Sort",
    "SparsePlus",
    "SparseSigmoid", "Sparsemax", "Sqrt", "Square", "Squareplus", "StopGradient", "Tan", "Tanh", "TanhShrink",
    "Threshold", "Tril", "Triu", "Trunc", "ZerosLike",
  ]

  private static let broadcast = [
    "Add", "Arctan2", "BitwiseAnd", "BitwiseLeftShift", "BitwiseOr", "BitwiseRightShift", "BitwiseXor",
    "Divide",
    "DivideNoNan", "Equal", "FloorDivide", "Fmax", "Fmin", "Fmod", "Gcd", "Greater", "GreaterEqual",
    "Heaviside",
    "Hypot", "Isclose", "Lcm", "Ldexp", "LeftShift", "Less", "LessEqual", "Logaddexp", "Logaddexp2",
    "LogicalAnd",
    "LogicalOr", "LogicalXor", "Maximum", "Minimum", "Mod", "Multiply", "Nextafter", "NotEqual", "Power",
    "RightShift",
    "Subtract", "TrueDivide", "Where",
  ]

  private static let reductions = [
    "All", "Amax", "Amin", "Any", "Argmax", "Argmin", "Average", "CountNonzero", "Logsumexp", "Max", "Mean",
    "Median",
    "Min", "Nanargmax", "Nanargmin", "Nanmax", "Nanmean", "Nanmedian", "Nanmin", "Nanprod", "Nanstd",
    "Nansum",
    "Nanvar", "Norm", "Prod", "Ptp", "Std", "Sum", "Trapezoid", "Var",
  ]
}
