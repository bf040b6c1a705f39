/// `RepeatVector`: a row of features as many times as steps are wanted.
struct RepeatVector: LayerDefinition {
  var className: String { "RepeatVector" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: 2)
    return [[input.extents[0], try settings.integer("n"), input.extents[1]]]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("n", .integer, "how often", isRequired: true)]
  }

  var example: LayerExample? { LayerExample(["n": 3], inputs: [[nil, 32]], outputs: [[nil, 3, 32]]) }

  var explanation: LayerExplanation { LayerExplanation("Repeats a row of features n times, as a sequence.") }
}
