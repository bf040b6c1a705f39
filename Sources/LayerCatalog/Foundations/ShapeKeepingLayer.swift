/// A layer without variables whose output has the shape of its input: activations, dropouts, noises.
struct ShapeKeepingLayer: LayerDefinition {
  let className: String
  private let purpose: String
  private let note: String?
  /// Made when asked for, because most runs ask for none of them.
  private let settings: @Sendable () -> Settings
  private let input: @Sendable () -> TensorShape

  init(
    _ className: String, settings: @autoclosure @escaping @Sendable () -> Settings = [:],
    input: @autoclosure @escaping @Sendable () -> TensorShape = [nil, 4, 4, 5], purpose: String,
    note: String? = nil
  ) {
    self.className = className
    self.settings = settings
    self.input = input
    self.purpose = purpose
    self.note = note
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var example: LayerExample? { LayerExample(settings(), inputs: [input()], outputs: [input()]) }

  var explanation: LayerExplanation { LayerExplanation(purpose, notes: note.map { [$0] } ?? []) }
}
