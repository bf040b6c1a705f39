import LayerCatalog

/// What the axes of a variable are called, by Keras' names for the settings that give their extents.
enum AxisNames {
  /// The extents that differ: `filters: 96 instead of 128`. Empty where the ranks differ.
  static func differences(stored: [Int], expected: [Int], role: VariableRole, layer: String) -> String {
    guard stored.count == expected.count else { return "" }
    let names = names(of: role, in: layer, rank: expected.count)
    var differences: [String] = []
    for (axis, name) in names.enumerated() where stored[axis] != expected[axis] {
      differences.append("\(name): \(stored[axis]) instead of \(expected[axis])")
    }
    return differences.joined(separator: ", ")
  }

  /// One name for each axis.
  static func names(of role: VariableRole, in layer: String, rank: Int) -> [String] {
    let last = lastAxes(of: role, in: layer)
    guard rank >= last.count else { return (0..<rank).map { "axis \($0)" } }
    return kernelSides(rank - last.count, role: role) + last
  }

  private static func kernelSides(_ count: Int, role: VariableRole) -> [String] {
    switch (role, count) {
    case (.kernel, 2), (.depthwiseKernel, 2), (.pointwiseKernel, 2), (.recurrentKernel, 2):
      ["kernel height", "kernel width"]
    case (.kernel, 1), (.depthwiseKernel, 1), (.pointwiseKernel, 1), (.recurrentKernel, 1): ["kernel size"]
    default: (0..<count).map { "axis \($0)" }
    }
  }

  private static func lastAxes(of role: VariableRole, in layer: String) -> [String] {
    switch role {
    case .kernel where layer.hasSuffix("Transpose"): ["filters", "input channels"]
    case .kernel where layer == "Dense": ["input features", "units"]
    case .kernel where layer.hasPrefix("Conv"): ["input channels", "filters"]
    case .depthwiseKernel: ["channels", "depth_multiplier"]
    case .pointwiseKernel: ["channels", "filters"]
    case .bias where layer == "Dense": ["units"]
    case .bias where layer.hasPrefix("Conv"): ["filters"]
    case .bias where layer.hasPrefix("Depthwise"): ["channels"]
    case .gamma, .beta, .movingMean, .movingVariance: ["channels"]
    case _ where layer.hasSuffix("BatchNormalization"): ["channels"]
    case .embeddings: ["input_dim", "output_dim"]
    default: []
    }
  }
}
