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

  var arguments: [LayerArgument] {
    [.axis, .scale, .center, .groups]
  }

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
