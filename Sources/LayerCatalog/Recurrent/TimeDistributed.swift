/// `TimeDistributed`: applies one layer to every step of a sequence.
struct TimeDistributed: CompositeLayer {
  var minimumCount: Int { 1 }
  var holdsKernels: Bool { false }
  var isWrapper: Bool { true }
  var className: String { "TimeDistributed" }
  var partNames: [PartName] { [PartName("layer")] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let layer = try WrappedLayer(settings["layer"], setting: "layer")
    return LayerVariables(parts: [try layer.part(attribute: "layer", inputs: [step(of: inputs.single())])])
  }

  func wrappedInputs(_ inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape]? {
    [try step(of: inputs.single())]
  }

  func outputs(wrapping outputs: [TensorShape], inputs: [TensorShape]) -> [TensorShape] {
    let steps = inputs.first.flatMap { $0.rank > 1 ? $0.extents[1] : nil }
    return outputs.map { TensorShape([$0.extents.first ?? nil, steps] + $0.withoutBatch) }
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let layer = try WrappedLayer(settings["layer"], setting: "layer")
    let inner = try layer.definition.outputs(layer.settings, inputs: [step(of: inputs.single())])
    return outputs(wrapping: inner, inputs: inputs)
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let layer = try? WrappedLayer(settings["layer"], setting: "layer"), let input = inputs.first,
      let step = try? step(of: input), let steps = input.extents[1],
      let inner = try? layer.definition.outputs(layer.settings, inputs: [step]),
      let each = layer.definition.multiplyAccumulates(layer.settings, inputs: [step], outputs: inner)
    else { return nil }
    return CheckedCounts.product([each, steps])
  }

  private func step(of input: TensorShape) throws(PredictionFailure) -> TensorShape {
    guard input.rank > 2 else { throw .inputs(expected: "an axis of steps behind the batch") }
    return TensorShape([input.extents[0]] + input.extents[2...])
  }

  /// Whatever the layer inside can be; the wrapper itself leaves no trace but its group.
  func readings(of stored: [StoredShape]) -> [RoleReading] { WrappedReadings.all(of: stored, share: 0.1) }

  var arguments: [LayerArgument] {
    [.layer]
  }

  var example: LayerExample? {
    LayerExample(
      ["layer": ["class_name": "Dense", "config": ["units": 4]]], inputs: [[nil, 7, 3]],
      variables: [.init(.kernel, [3, 4]), .init(.bias, [4])], parameters: 16, outputs: [[nil, 7, 4]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Applies the layer inside to every step of a sequence, with the same weights.",
      symbols: Dense().explanation.symbols, variables: Dense().explanation.variables,
      count: "that of the layer inside",
      notes: ["The number of steps does not enter the count."])
  }
}
