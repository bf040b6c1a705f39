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

/// `StackedRNNCells`: cells one on top of the other, each reading what the one below gives.
struct StackedRNNCells: CompositeLayer {
  var className: String { "StackedRNNCells" }
  var partNames: [PartName] { [PartName("cells")] }

  /// The parts are numbered by class as in a file: `cells/lstm_cell`, `cells/lstm_cell_1`.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    var parts: [LayerPart] = []
    var counters: [String: Int] = [:]
    var input = try inputs.single(rank: 2)
    for cell in try cells(settings) {
      let group = LayerCatalog.groupName(ofClass: cell.definition.className)
      let counter = counters[group, default: 0]
      counters[group] = counter + 1
      parts.append(
        try cell.part(attribute: "cells/" + group + (counter == 0 ? "" : "_\(counter)"), inputs: [input]))
      input = try output(of: cell, for: input)
    }
    return LayerVariables(parts: parts)
  }

  /// The last cell's output, then the states of all cells from the first on.
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    var input = try inputs.single(rank: 2)
    var states: [TensorShape] = []
    for cell in try cells(settings) {
      states += try cell.definition.outputs(cell.settings, inputs: [input]).dropFirst()
      input = try output(of: cell, for: input)
    }
    return [input] + states
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard var input = try? inputs.single(rank: 2), let cells = try? cells(settings) else { return nil }
    var sum = 0
    for cell in cells {
      guard let own = cell.definition.multiplyAccumulates(cell.settings, inputs: [input], outputs: []),
        let next = try? output(of: cell, for: input), own <= CheckedCounts.largest - sum
      else { return nil }
      sum += own
      input = next
    }
    return sum
  }

  private func cells(_ settings: Settings) throws(PredictionFailure) -> [WrappedLayer] {
    guard case .list(let entries)? = settings["cells"], !entries.isEmpty else {
      throw .setting(name: "cells")
    }
    var cells: [WrappedLayer] = []
    for entry in entries { cells.append(try WrappedLayer(entry, setting: "cells")) }
    return cells
  }

  private func output(of cell: WrappedLayer, for input: TensorShape) throws(PredictionFailure) -> TensorShape
  {
    guard let output = try cell.definition.outputs(cell.settings, inputs: [input]).first else {
      throw .notPredictable(reason: "a cell has no output")
    }
    return output
  }

  func readings(of stored: [StoredShape]) -> [RoleReading] {
    RNN.cells(of: stored).map { RoleReading($0.roles, plausibility: $0.plausibility * 0.2) }
  }

  var example: LayerExample? {
    LayerExample(
      [
        "cells": [
          ["class_name": "LSTMCell", "config": ["units": 4]],
          ["class_name": "GRUCell", "config": ["units": 5]],
        ]
      ], inputs: [[nil, 3]],
      variables: [
        .init(.kernel, [3, 16]), .init(.recurrentKernel, [4, 16]), .init(.bias, [16]),
        .init(.kernel, [4, 15]),
        .init(.recurrentKernel, [5, 15]), .init(.bias, [2, 15]),
      ], parameters: 293, outputs: [[nil, 5], [nil, 4], [nil, 4], [nil, 5]])
  }

  var explanation: LayerExplanation {
    let cell = RecurrentUnit.lstm.explanation
    return LayerExplanation(
      "Stacks cells: each reads the output of the one below it.", symbols: cell.symbols,
      variables: cell.variables,
      count: "the sum over the cells", notes: ["From the second cell on, c is the units of the cell below."])
  }
}
