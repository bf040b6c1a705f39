/// A layer without variables whose output has the shape of its input: activations, dropouts, noises.
struct ShapeKeepingLayer: LayerDefinition {
  let className: String
  let aliases: [String]
  let example: LayerExample?
  let explanation: LayerExplanation

  init(
    _ className: String, aliases: [String] = [], settings: Settings = [:],
    input: TensorShape = [nil, 4, 4, 5],
    purpose: String, notes: [String] = []
  ) {
    self.className = className
    self.aliases = aliases
    example = LayerExample(settings, inputs: [input], outputs: [input])
    explanation = LayerExplanation(purpose, notes: notes)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }
}
