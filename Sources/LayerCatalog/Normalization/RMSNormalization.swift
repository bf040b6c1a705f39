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

  var arguments: [LayerArgument] {
    [.axis]
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
