/// `RNN`: runs any cell over a sequence. `StackedRNNCells` is a cell made of cells.
struct RNN: CompositeLayer {
  var className: String { "RNN" }
  var inputArguments: [String] { ["sequences", "inputs", "initial_state"] }
  var partNames: [PartName] { [PartName("cell")] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let cell = try WrappedLayer(settings["cell"], setting: "cell")
    let step = try StepSequence(settings, inputs: inputs, rank: 3).step
    return LayerVariables(parts: [try cell.part(attribute: "cell", inputs: [step])])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let cell = try WrappedLayer(settings["cell"], setting: "cell")
    let sequence = try StepSequence(settings, inputs: inputs, rank: 3)
    let step = try cell.definition.outputs(cell.settings, inputs: [sequence.step])
    guard let output = step.first else { throw .notPredictable(reason: "the cell has no output") }
    return try sequence.outputs(
      settings, step: output.withoutBatch, states: step.dropFirst().map(\.withoutBatch))
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let cell = try? WrappedLayer(settings["cell"], setting: "cell"),
      let sequence = try? StepSequence(settings, inputs: inputs, rank: 3), let steps = sequence.steps,
      let step = cell.definition.multiplyAccumulates(cell.settings, inputs: [sequence.step], outputs: [])
    else { return nil }
    return CheckedCounts.product([step, steps])
  }

  /// One cell, or several one after the other.
  func readings(of stored: [StoredShape]) -> [RoleReading] {
    RNN.cells(of: stored).map { RoleReading($0.roles, plausibility: $0.plausibility * 0.5) }
  }

  /// The ways in which stored variables are those of cells in a row, each of which reads what the one before gives.
  static func cells(of stored: [StoredShape]) -> [RoleReading] {
    var readings: [RoleReading] = []
    for count in [3, 2] where stored.count >= count && stored.count <= 64 {
      for unit in RecurrentUnit.allCases {
        for signature in unit.signatures where signature.roles.count == count {
          guard let first = signature.reading(of: Array(stored.prefix(count))) else { continue }
          if stored.count == count {
            readings.append(first)
          } else if let rest = cells(of: Array(stored.dropFirst(count))).first {
            readings.append(
              RoleReading(first.roles + rest.roles, plausibility: min(first.plausibility, rest.plausibility)))
          }
        }
      }
      if !readings.isEmpty { break }
    }
    return readings
  }

  var arguments: [LayerArgument] {
    [LayerArgument("cell", .layer, "such as lstm-cell", isRequired: true), .returnSequences]
  }

  var example: LayerExample? {
    LayerExample(
      ["cell": ["class_name": "LSTMCell", "config": ["units": 4]]], inputs: [[nil, 7, 3]],
      variables: [.init(.kernel, [3, 16]), .init(.recurrentKernel, [4, 16]), .init(.bias, [16])],
      parameters: 128,
      outputs: [[nil, 4]])
  }

  var explanation: LayerExplanation {
    let cell = RecurrentUnit.lstm.explanation
    return LayerExplanation(
      "Runs a cell over the steps of a sequence; its variables are the cell's.", symbols: cell.symbols,
      variables: cell.variables, count: "that of the cell")
  }
}
