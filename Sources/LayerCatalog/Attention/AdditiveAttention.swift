/// `AdditiveAttention`: scores from the sum of query and key.
struct AdditiveAttention: SignedLayer {
  var className: String { "AdditiveAttention" }
  var inputArguments: [String] { ["query", "value", "key"] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    guard try settings.bool("use_scale", default: true) else { return LayerVariables() }
    guard let query = inputs.first, query.rank > 1 else { throw .inputs(expected: "query and value") }
    return LayerVariables([.init(.scale, [try query.known(axis: query.rank - 1)])])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    try AttentionOutput.shape(inputs)
  }

  var signatures: [Signature] {
    [Signature([.scale]) { $0[.scale].count == 1 && !$0.isInteger(.scale) ? 0.1 : 0 }]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("use_scale", .flag(true), "factors that are learned")]
  }

  var example: LayerExample? {
    LayerExample(
      [:], inputs: [[nil, 6, 8], [nil, 5, 8]], variables: [.init(.scale, [8])], parameters: 8,
      outputs: [[nil, 6, 8]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Weighs the values by scores made from the sum of query and key.",
      symbols: [.init("d", "features of the query")],
      variables: [.init(.scale, "d", "Weighs each feature of the sum; absent with use_scale=False.")],
      count: "d")
  }
}
