/// `Permute`: the axes in another order.
struct Permute: LayerDefinition {
  var className: String { "Permute" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    let order = try settings.integerList("dims", minimum: 1)
    guard order.sorted() == Array(1..<max(input.rank, 1)) else { throw .setting(name: "dims") }
    return [TensorShape([input.extents[0]] + order.map { input.extents[$0] })]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("dims", .integers, "the new order of axes, from 1", isRequired: true)]
  }

  var example: LayerExample? {
    LayerExample(["dims": [2, 1]], inputs: [[nil, 10, 64]], outputs: [[nil, 64, 10]])
  }

  var explanation: LayerExplanation { LayerExplanation("Puts the axes in another order.") }
}
