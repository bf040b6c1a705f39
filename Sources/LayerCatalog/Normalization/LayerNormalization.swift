/// `LayerNormalization`: each example is normalized by itself, over the axes named.
struct LayerNormalization: SignedLayer {
  var className: String { "LayerNormalization" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let shape = try NormalizedAxes.extents(settings, input: inputs.single())
    // READ keras/src/layers/normalization/layer_normalization.py 3.15.1: rms_scaling keeps gamma alone.
    if try settings.bool("rms_scaling", default: false) {
      return LayerVariables([try .init(checked: .gamma, shape)])
    }
    var own: [VariableSpecification] = []
    if try settings.bool("scale", default: true) { own.append(try .init(checked: .gamma, shape)) }
    if try settings.bool("center", default: true) { own.append(try .init(checked: .beta, shape)) }
    return LayerVariables(own)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] { AffineSignatures.all(both: 0.6, gamma: 0.35, beta: 0.3, ranks: 1...4) }

  var example: LayerExample? {
    LayerExample(
      ["epsilon": 1e-6], inputs: [[nil, 56, 56, 96]], variables: [.init(.gamma, [96]), .init(.beta, [96])],
      parameters: 192, outputs: [[nil, 56, 56, 96]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Brings the values of each example and position to mean 0 and variance 1, then scales and shifts them.",
      symbols: [.init("c", "extent of axis (the product of several)")],
      variables: [
        .init(.gamma, "c", "Scales; learned, absent with scale=False."),
        .init(.beta, "c", "Shifts; learned, absent with center=False."),
      ],
      count: "2·c",
      notes: [
        "It keeps no statistics: mean and variance are computed from the example at hand, in training and at "
          + "inference. So all its parameters are trainable."
      ],
      mistakes: ["Counting 4·c as for BatchNormalization."])
  }
}

/// `GroupNormalization`: normalizes groups of channels of each example.
struct GroupNormalization: SignedLayer {
  var className: String { "GroupNormalization" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single()
    let axes = try settings.axes("axis", rank: input.rank, default: [-1])
    guard axes.count == 1 else { throw .setting(name: "axis") }
    let channels = try input.known(axis: axes[0])
    var own: [VariableSpecification] = []
    if try settings.bool("scale", default: true) { own.append(.init(.gamma, [channels])) }
    if try settings.bool("center", default: true) { own.append(.init(.beta, [channels])) }
    return LayerVariables(own)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] { AffineSignatures.all(both: 0.3, gamma: 0.15, beta: 0.12, ranks: 1...1) }

  var example: LayerExample? {
    LayerExample(
      ["groups": 2], inputs: [[nil, 4, 4, 6]], variables: [.init(.gamma, [6]), .init(.beta, [6])],
      parameters: 12,
      outputs: [[nil, 4, 4, 6]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Normalizes groups of channels of each example, then scales and shifts each channel.",
      symbols: [.init("c", "channels (the extent of axis)")],
      variables: [
        .init(.gamma, "c", "Scales; learned, absent with scale=False."),
        .init(.beta, "c", "Shifts; learned, absent with center=False."),
      ],
      count: "2·c", notes: ["The number of groups does not enter the count."])
  }
}

/// `RMSNormalization`: divides by the root of the mean square, then scales.
struct RMSNormalization: SignedLayer {
  var className: String { "RMSNormalization" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    LayerVariables([try .init(checked: .scale, NormalizedAxes.extents(settings, input: inputs.single()))])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] {
    [
      Signature([.scale]) { shapes in
        let shape = shapes[.scale]
        return (1...4).contains(shape.count) && !shapes.isInteger(.scale) ? (shape.count == 1 ? 0.3 : 0.1) : 0
      }
    ]
  }

  var example: LayerExample? {
    LayerExample(
      [:], inputs: [[nil, 4, 5]], variables: [.init(.scale, [5])], parameters: 5, outputs: [[nil, 4, 5]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Divides by the root of the mean square over the axis, then scales.",
      symbols: [.init("c", "extent of axis")],
      variables: [.init(.scale, "c", "Scales; learned.")], count: "c",
      notes: ["There is no shift and no stored statistic."])
  }
}

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
