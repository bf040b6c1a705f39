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

  var arguments: [LayerArgument] {
    [.axis, .scale, .center, LayerArgument("rms_scaling", .flag(false), "gamma alone")]
  }

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
