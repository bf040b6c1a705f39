extension VariableRole {
  /// The role that the name of a stored variable spells, `nil` where it spells none: `0`, `param_3`, `variable`.
  ///
  /// The last component counts: `conv2d/kernel:0` is a kernel. Names of Keras 1 end in the role behind the layer's
  /// name (`convolution2d_1_W`, `batchnormalization_1_running_mean`).
  public init?(storedName: String) {
    var name = storedName.utf8[...]
    if let slash = name.lastIndex(of: UInt8(ascii: "/")) { name = name[name.index(after: slash)...] }
    if let colon = name.lastIndex(of: UInt8(ascii: ":")) { name = name[..<colon] }
    let word = String(Substring(name))
    if StoredNames.roles.contains(word) {
      self.init(rawValue: word)
      return
    }
    let stem = SnakeCase.withoutCounter(word)
    if StoredNames.roles.contains(stem) {
      self.init(rawValue: stem)
      return
    }
    guard let role = StoredNames.keras1Role(word) else { return nil }
    self = role
  }
}

/// The names that Keras gives to variables.
enum StoredNames {
  /// Roles of all layers of Keras 2 and 3, as their names spell them.
  static let roles: Set<String> = [
    "kernel", "bias", "depthwise_kernel", "pointwise_kernel", "recurrent_kernel", "gamma", "beta",
    "moving_mean",
    "moving_variance", "moving_stddev", "renorm_mean", "renorm_stddev", "embeddings", "reverse_embeddings",
    "alpha",
    "scale", "concat_score_weight", "mean", "variance", "count", "vector_u", "real_kernel", "imag_kernel",
    "kernel_scale", "kernel_zero", "zero_point", "g_idx", "awq_scales", "inputs_scale", "inputs_amax_history",
    "kernel_amax_history", "outputs_grad_scale", "outputs_grad_amax_history", "embeddings_scale",
    "embeddings_zero",
    "reverse_embeddings_scale", "reverse_embeddings_zero", "lora_kernel_a", "lora_kernel_b",
    "lora_embeddings_a",
    "lora_embeddings_b", "idf_weights", "summary",
  ]

  /// READ keras/layers 1.0 to 1.2.2: the layer's name, an underscore, and the role, for some under an older word.
  /// `running_std` holds the variance; recurrent layers have one matrix for each gate (`W_i`, `U_i`, `b_i`).
  static func keras1Role(_ name: String) -> VariableRole? {
    for (ending, role) in keras1Endings where name.hasSuffix(ending) { return role }
    let gates = name.utf8.suffix(4)
    guard gates.count == 4, let first = gates.first, first == UInt8(ascii: "_") else { return nil }
    let letters = Array(gates)
    guard letters[2] == UInt8(ascii: "_"), "ifcozrh".utf8.contains(letters[3]) else { return nil }
    switch letters[1] {
    case UInt8(ascii: "W"): return .kernel
    case UInt8(ascii: "U"): return .recurrentKernel
    case UInt8(ascii: "b"): return .bias
    default: return nil
    }
  }

  private static let keras1Endings: [(String, VariableRole)] = [
    ("_W", .kernel), ("_U", .recurrentKernel), ("_b", .bias), ("_running_mean", .movingMean),
    ("_running_std", .movingVariance), ("_gamma", .gamma), ("_beta", .beta), ("_alphas", .alpha),
    ("_depthwise_kernel", .depthwiseKernel), ("_pointwise_kernel", .pointwiseKernel),
  ]
}

extension VariableRole {
  /// The weights of words in `TextVectorization` and the lookup layers.
  static let idfWeights: VariableRole = "idf_weights"
  /// What Keras 2's `Discretization` keeps of the data that it saw.
  static let summary: VariableRole = "summary"
}
