/// `Attention`: products of query and key, without projections.
struct DotProductAttention: SignedLayer {
  var className: String { "Attention" }
  var inputArguments: [String] { ["query", "value", "key"] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    var own: [VariableSpecification] = []
    if try settings.bool("use_scale", default: false) { own.append(.init(.scale, [])) }
    if try settings.string("score_mode", default: "dot") == "concat" {
      own.append(.init(.concatScoreWeight, []))
    }
    return LayerVariables(own)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    try AttentionOutput.shape(inputs)
  }

  var signatures: [Signature] {
    [
      Signature([.scale, .concatScoreWeight]) {
        $0[.scale].isEmpty && $0[.concatScoreWeight].isEmpty && !$0.isInteger(.scale) ? 0.8 : 0
      },
      Signature([.scale]) { $0[.scale].isEmpty && !$0.isInteger(.scale) ? 0.6 : 0 },
      Signature([.concatScoreWeight]) {
        $0[.concatScoreWeight].isEmpty && !$0.isInteger(.concatScoreWeight) ? 0.5 : 0
      },
    ]
  }

  var arguments: [LayerArgument] {
    [
      LayerArgument("use_scale", .flag(false), "a factor that is learned"),
      LayerArgument("score_mode", .text, "dot or concat"),
    ]
  }

  var example: LayerExample? {
    LayerExample(
      ["use_scale": true, "score_mode": "concat"], inputs: [[nil, 6, 8], [nil, 5, 8]],
      variables: [.init(.scale, []), .init(.concatScoreWeight, [])], parameters: 2, outputs: [[nil, 6, 8]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Weighs the values by how well each key answers the query, without any projection.",
      variables: [
        .init(.scale, "1", "Scales the scores; only with use_scale=True."),
        .init(.concatScoreWeight, "1", "Weighs the scores; only with score_mode=\"concat\"."),
      ],
      count: "0, 1 or 2")
  }
}

/// The output of attention without projections: the query's positions with the value's features.
enum AttentionOutput {
  static func shape(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard (2...3).contains(inputs.count), inputs.allSatisfy({ $0.rank > 1 }) else {
      throw .inputs(expected: "query and value")
    }
    return [TensorShape(inputs[0].extents.dropLast() + [inputs[1].extents.last ?? nil])]
  }
}

extension VariableRole {
  static let concatScoreWeight: VariableRole = "concat_score_weight"
}
