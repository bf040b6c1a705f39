/// `SimpleRNNCell`, `GRUCell`, `LSTMCell`: one step of a recurrent layer.
struct RecurrentCell: SignedLayer {
  let unit: RecurrentUnit

  var className: String { unit.cellClassName }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    guard let input = inputs.first, input.rank == 2 else { throw .inputs(expected: "an input of rank 2") }
    return LayerVariables(try unit.variables(settings, features: input.known(axis: 1)))
  }

  /// The output, then the states.
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard let input = inputs.first, input.rank == 2 else { throw .inputs(expected: "an input of rank 2") }
    let output = TensorShape([input.extents[0], try settings.integer("units")])
    return [TensorShape](repeating: output, count: 1 + unit.states)
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let own = try? variables(settings, inputs: inputs).own, own.count > 1 else { return nil }
    return own[0].count + own[1].count
  }

  /// A cell by itself is rarer than the layer around it.
  var signatures: [Signature] {
    unit.signatures.map { signature in Signature(signature.roles) { signature.plausibility($0) * 0.2 } }
  }

  var arguments: [LayerArgument] {
    unit.arguments
  }

  var example: LayerExample? {
    let outputs = [TensorShape](repeating: [nil, 4], count: 1 + unit.states)
    return LayerExample(
      ["units": 4], inputs: [[nil, 3]], variables: unit.exampleVariables, parameters: unit.exampleParameters,
      outputs: outputs)
  }

  var explanation: LayerExplanation { unit.explanation }
}
