import LayerCatalog

/// What a deviation probably comes from, where one thing is much likelier than others.
enum LikelyCause {
  /// - Parameters:
  ///   - className: Keras' class of the layer.
  ///   - isLast: no layer with variables stands behind it.
  static func of(_ deviation: Deviation, in className: String, isLast: Bool) -> String? {
    switch deviation.difference {
    case .missing where deviation.role == .kernelZero || deviation.role == .zeroPoint:
      // Measured: GPTQ and AWQ with 3.15.1, whose own load_model then counts one variable too few.
      return "Keras 3.15 leaves it out when it saves, and cannot load the file"
    case .missing: return switchOf(deviation.role).map { "saved with \($0)=False" }
    case .additional: return switchOf(deviation.role).map { "saved with \($0)=True" }
    case .shape(let stored, let expected):
      return transposed(stored, expected) ?? channels(stored, expected, deviation.role, className)
        ?? classes(stored, expected, className, isLast: isLast)
    }
  }

  /// Keras' argument that switches a variable on.
  private static func switchOf(_ role: VariableRole) -> String? {
    switch role {
    case .bias: "use_bias"
    case .gamma: "scale"
    case .beta: "center"
    default: nil
    }
  }

  /// PyTorch stores kernels as (out, in, height, width), and matrices as (out, in).
  private static func transposed(_ stored: [Int], _ expected: [Int]) -> String? {
    guard expected.count > 1, stored.count == expected.count, stored.sorted() == expected.sorted() else {
      return nil
    }
    let channelsFirst = Array(expected.suffix(2).reversed()) + expected.dropLast(2)
    return stored == channelsFirst
      ? "transposed: PyTorch stores it in this order" : "transposed: the same extents in another order"
  }

  /// A first convolution made for images of another kind.
  private static func channels(
    _ stored: [Int], _ expected: [Int], _ role: VariableRole, _ className: String
  ) -> String? {
    guard role == .kernel, className.hasPrefix("Conv"), !className.hasSuffix("Transpose"),
      stored.count == expected.count, let axis = onlyDifference(stored, expected), axis == stored.count - 2
    else { return nil }
    switch (stored[axis], expected[axis]) {
    case (1, 3): return "made for grey images"
    case (3, 1): return "made for RGB images"
    case (4, 3): return "made for images with an alpha channel"
    default: return nil
    }
  }

  private static func classes(
    _ stored: [Int], _ expected: [Int], _ className: String, isLast: Bool
  ) -> String? {
    guard isLast, className == "Dense", stored.count == expected.count,
      onlyDifference(stored, expected) == stored.count - 1
    else { return nil }
    return "another number of classes"
  }

  /// The one axis in which two shapes of the same rank differ.
  private static func onlyDifference(_ stored: [Int], _ expected: [Int]) -> Int? {
    let axes = stored.indices.filter { stored[$0] != expected[$0] }
    return axes.count == 1 ? axes[0] : nil
  }
}
