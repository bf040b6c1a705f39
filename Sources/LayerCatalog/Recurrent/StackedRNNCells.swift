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

  var arguments: [LayerArgument] {
    [LayerArgument("cells", .layers, "such as lstm-cell,gru-cell", isRequired: true)]
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
