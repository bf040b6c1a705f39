/// `LayerScale` of ConvNeXt in `keras.applications`: one factor per channel.
struct LayerScale: SignedLayer {
  var className: String { "LayerScale" }

  /// Its variable is created without a name, so files call it `variable` (M 3.15.1); tf_keras calls it `gamma`.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    LayerVariables([.init(.gamma, [try settings.integer("projection_dim")])])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] {
    [Signature([.gamma]) { $0[.gamma].count == 1 && !$0.isInteger(.gamma) ? 0.32 : 0 }]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("projection_dim", .integer, "channels", isRequired: true)]
  }

  var example: LayerExample? {
    LayerExample(
      ["init_values": 1e-6, "projection_dim": 96], inputs: [[nil, 56, 56, 96]],
      variables: [.init(.gamma, [96])],
      parameters: 96, outputs: [[nil, 56, 56, 96]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Multiplies each channel by a factor that is learned (ConvNeXt).",
      symbols: [.init("c", "channels")],
      variables: [.init(.gamma, "c", "One factor per channel, begun at a millionth.")], count: "c")
  }
}
