/// `SimpleRNN`, `GRU`, `LSTM`: a recurrent unit over a sequence. Its variables are its cell's.
struct RecurrentLayer: CompositeLayer {
  let unit: RecurrentUnit

  var className: String { unit.rawValue }
  var aliases: [String] {
    switch unit {
    case .simple: []
    case .gru: ["GRUV1", "GRUV2"]
    case .lstm: ["LSTMV1", "LSTMV2"]
    }
  }
  var inputArguments: [String] { ["sequences", "inputs", "initial_state"] }
  var partNames: [PartName] {
    [PartName("cell", legacyName: unit.legacyCellName, className: unit.cellClassName)]
  }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let sequence = try StepSequence(settings, inputs: inputs, rank: 3)
    let own = try unit.variables(settings, features: sequence.shape.known(axis: 2))
    return LayerVariables(parts: [
      LayerPart(
        attribute: "cell", className: unit.cellClassName, variables: LayerVariables(own),
        legacyName: unit.legacyCellName)
    ])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let sequence = try StepSequence(settings, inputs: inputs, rank: 3)
    let units = try settings.integer("units")
    return try sequence.outputs(
      settings, step: [units], states: [[Int?]](repeating: [units], count: unit.states))
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let own = try? variables(settings, inputs: inputs).all, own.count > 1,
      let sequence = try? StepSequence(settings, inputs: inputs, rank: 3), let steps = sequence.steps
    else { return nil }
    return CheckedCounts.product([own[0].count + own[1].count, steps])
  }

  func readings(of stored: [StoredShape]) -> [RoleReading] {
    unit.signatures.compactMap { $0.reading(of: stored) }
      + [unit.gateByGateReading(of: stored)].compactMap { $0 }
  }

  var arguments: [LayerArgument] {
    unit.arguments + [.returnSequences]
  }

  var example: LayerExample? {
    LayerExample(
      ["units": 4], inputs: [[nil, 7, 3]], variables: unit.exampleVariables,
      parameters: unit.exampleParameters,
      outputs: [[nil, 4]])
  }

  var explanation: LayerExplanation { unit.explanation }
}
