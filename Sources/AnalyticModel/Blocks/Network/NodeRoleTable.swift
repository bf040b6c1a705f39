import LayerCatalog

/// The roles of layers and operations that hold no weights, by their class names.
enum NodeRoleTable {
  /// `nil` for a class that is not in the table.
  static func role(of className: String, settings: Settings) -> NodeRole? {
    // TensorFlow's functions, which Keras 2 keeps as layers, are named by a setting: `math.multiply`, `nn.relu6`.
    if case .string(let function)? = settings["function"] {
      return roles[lastWord(of: function)] ?? .passing(.identity)
    }
    if className == "Activation", settings["activation"] == "linear" { return .passing(.identity) }
    return roles[className]
  }

  /// Whether a layer applies a function that is not linear to what it gives, by its setting `activation`.
  static func hasActivation(_ settings: Settings) -> Bool {
    switch settings["activation"] {
    case nil, .null?, "linear"?: false
    default: true
    }
  }

  private static func lastWord(of function: String) -> String {
    function.split(separator: ".").last.map(String.init) ?? function
  }

  private static let roles: [String: NodeRole] = {
    var roles: [String: NodeRole] = [:]
    func give(_ role: NodeRole, to names: String) {
      for name in names.split(separator: " ") { roles[String(name)] = role }
    }
    give(.join(.add), to: "Add CustomScaleLayer add add_v2")
    give(.join(.multiply), to: "Multiply multiply mul")
    give(.join(.concatenate), to: "Concatenate concat")
    give(
      .join(.other),
      to: "Subtract Average Maximum Minimum Dot Attention AdditiveAttention Matmul Einsum Stack Where Divide")
    give(
      .passing(.activation),
      to:
        "Activation ReLU LeakyReLU ELU PReLU ThresholdedReLU Softmax Relu Relu6 Silu Gelu Sigmoid HardSigmoid "
        + "HardSilu Tanh LeakyRelu Elu Selu Softplus Softsign LogSoftmax relu relu6 silu swish gelu sigmoid "
        + "hard_sigmoid tanh leaky_relu elu selu softplus softmax")
    give(.passing(.padding), to: "ZeroPadding1D ZeroPadding2D ZeroPadding3D Pad pad")
    give(.passing(.arrangement), to: "Flatten Reshape reshape Squeeze ExpandDims squeeze expand_dims")
    for dimensions in 1...3 {
      give(.pooling(isGlobal: false), to: "MaxPooling\(dimensions)D AveragePooling\(dimensions)D")
      give(.pooling(isGlobal: true), to: "GlobalAveragePooling\(dimensions)D GlobalMaxPooling\(dimensions)D")
    }
    give(.pooling(isGlobal: false), to: "MaxPool AveragePool")
    give(.pooling(isGlobal: true), to: "Mean Max reduce_mean reduce_max")
    return roles
  }()
}
