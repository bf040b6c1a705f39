/// Axes over which a layer normalizes, with a weight for each value.
enum NormalizedAxes {
  /// Their extents in the order of the setting, which is the order of the variables' axes.
  static func extents(_ settings: Settings, input: TensorShape) throws(PredictionFailure) -> [Int] {
    var extents: [Int] = []
    for axis in try settings.axes("axis", rank: input.rank, default: [-1]) {
      extents.append(try input.known(axis: axis))
    }
    guard !extents.isEmpty else { throw .setting(name: "axis") }
    return extents
  }
}

/// Gamma and beta without statistics.
enum AffineSignatures {
  static func all(both: Double, gamma: Double, beta: Double, ranks: ClosedRange<Int>) -> [Signature] {
    let fits: @Sendable (RoleShapes, Double) -> Double = { shapes, plausibility in
      guard let shape = shapes.stored.first?.shape, ranks.contains(shape.count),
        shapes.stored.allSatisfy({ $0.shape == shape && !$0.isInteger })
      else { return 0 }
      return shape.count == 1 ? plausibility : plausibility * 0.8
    }
    return [
      Signature([.gamma, .beta]) { fits($0, both) }, Signature([.gamma]) { fits($0, gamma) },
      Signature([.beta]) { fits($0, beta) },
    ]
  }
}

extension VariableRole {
  static let scale: VariableRole = "scale"
}
