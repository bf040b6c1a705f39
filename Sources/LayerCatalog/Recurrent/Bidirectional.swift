/// `Bidirectional`: a recurrent layer forwards and one backwards over the same sequence.
struct Bidirectional: CompositeLayer {
  var minimumCount: Int { 4 }
  var className: String { "Bidirectional" }
  var inputArguments: [String] { ["sequences", "inputs", "initial_state"] }
  var partNames: [PartName] {
    [
      PartName("forward_layer", legacyPrefix: "forward_"),
      PartName("backward_layer", legacyPrefix: "backward_"),
    ]
  }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let forward = try forward(settings)
    let given = settings["backward_layer"].map { $0 != .null } ?? false
    let backward = given ? try recurrent(settings["backward_layer"], setting: "backward_layer") : forward
    // READ keras/src/layers/rnn/bidirectional.py 3.15.1: copies are named for their direction, a given layer keeps its name.
    let backwardName =
      given ? backward.legacyName : "backward_" + Self.withoutPrefix("backward_", forward.legacyName)
    return LayerVariables(parts: [
      try forward.part(
        attribute: "forward_layer", inputs: inputs,
        legacyName: "forward_" + Self.withoutPrefix("forward_", forward.legacyName)),
      try backward.part(attribute: "backward_layer", inputs: inputs, legacyName: backwardName),
    ])
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let forward = try forward(settings)
    let outputs = try forward.definition.outputs(forward.settings, inputs: inputs)
    guard var output = outputs.first else { throw .notPredictable(reason: "the wrapped layer has no output") }
    let states = Array(outputs.dropFirst())
    if settings["merge_mode"] == .null { return [output, output] + states + states }
    switch try settings.string("merge_mode", default: "concat") {
    case "sum", "mul", "ave": break
    case "concat":
      let last = output.rank - 1
      if let width = output.extents[last] { output.extents[last] = try CheckedCounts.extent(2, width) }
    default: throw .setting(name: "merge_mode")
    }
    return [output] + states + states
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let forward = try? forward(settings) else { return nil }
    let given = settings["backward_layer"].map { $0 != .null } ?? false
    guard
      let backward = given ? try? recurrent(settings["backward_layer"], setting: "backward_layer") : forward,
      let one = forward.definition.multiplyAccumulates(forward.settings, inputs: inputs, outputs: outputs),
      let two = backward.definition.multiplyAccumulates(backward.settings, inputs: inputs, outputs: outputs)
    else { return nil }
    return one <= CheckedCounts.largest - two ? one + two : nil
  }

  private func forward(_ settings: Settings) throws(PredictionFailure) -> WrappedLayer {
    try recurrent(settings["layer"], setting: "layer")
  }

  /// Recurrent layers only: a Bidirectional inside another would double the work at every level of a hostile file.
  private func recurrent(_ value: SettingValue?, setting: String) throws(PredictionFailure) -> WrappedLayer {
    let layer = try WrappedLayer(value, setting: setting)
    guard Self.recurrentClasses.contains(layer.definition.className) else {
      throw .notPredictable(reason: "it wraps a \(layer.definition.className), which is no recurrent layer")
    }
    return layer
  }

  private static let recurrentClasses: Set<String> = [
    "SimpleRNN", "GRU", "LSTM", "RNN", "ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D", "CuDNNGRU", "CuDNNLSTM",
  ]

  private static func withoutPrefix(_ prefix: String, _ name: String) -> String {
    name.hasPrefix(prefix) ? String(name.dropFirst(prefix.count)) : name
  }

  /// Two readings of recurrent layers, one behind the other; the layers may differ.
  func readings(of stored: [StoredShape]) -> [RoleReading] {
    guard (4...64).contains(stored.count) else { return [] }
    var readings: [RoleReading] = []
    for split in 2...stored.count - 2 {
      guard let forward = Self.layer(of: Array(stored.prefix(split))),
        let backward = Self.layer(of: Array(stored.suffix(stored.count - split)))
      else { continue }
      // Halves of equal shapes are two copies of one layer, which stacked layers rarely are.
      let equal = stored.prefix(split).map(\.shape) == stored.suffix(stored.count - split).map(\.shape)
      let plausibility = min(forward.plausibility, backward.plausibility) * (equal ? 1 : 0.5)
      readings.append(RoleReading(forward.roles + backward.roles, plausibility: plausibility))
    }
    return readings.sorted { $0.plausibility > $1.plausibility }
  }

  private static func layer(of stored: [StoredShape]) -> RoleReading? {
    for unit in RecurrentUnit.allCases.reversed() {
      if let reading = RecurrentLayer(unit: unit).readings(of: stored).first { return reading }
    }
    for dimensions in 1...3 {
      if let reading = ConvolutionalLSTM(dimensions: dimensions).readings(of: stored).first { return reading }
    }
    for unit in [RecurrentUnit.lstm, .gru] {
      if let reading = CuDNNRecurrent(unit: unit).readings(of: stored).first { return reading }
    }
    return RNN().readings(of: stored).first
  }

  var arguments: [LayerArgument] {
    [
      .layer, LayerArgument("backward_layer", .layer, "another layer for the way back"),
      LayerArgument("merge_mode", .text, "concat, sum, mul or ave"),
    ]
  }

  var example: LayerExample? {
    LayerExample(
      ["layer": ["class_name": "LSTM", "config": ["units": 4]]], inputs: [[nil, 7, 3]],
      variables: RecurrentUnit.lstm.exampleVariables + RecurrentUnit.lstm.exampleVariables, parameters: 256,
      outputs: [[nil, 8]])
  }

  var explanation: LayerExplanation {
    let half = RecurrentUnit.lstm.explanation
    return LayerExplanation(
      "Runs one recurrent layer forwards and one backwards over the sequence and merges their outputs.",
      symbols: half.symbols, variables: half.variables, count: "twice that of the layer inside",
      notes: ["merge_mode=\"concat\" doubles the width of the output, the other modes keep it."])
  }
}
