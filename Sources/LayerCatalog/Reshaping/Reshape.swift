/// `Reshape`: the same values in another shape; one extent may be left to be worked out (-1).
struct Reshape: LayerDefinition {
  var className: String { "Reshape" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    let target = try settings.integerList("target_shape", minimum: -1)
    guard target.filter({ $0 == -1 }).count <= 1 else { throw .setting(name: "target_shape") }
    var extents: [Int?] = target.map { $0 == -1 ? nil : $0 }
    guard let size = CheckedCounts.product(input.withoutBatch) else {
      return [TensorShape([input.extents[0]] + extents)]
    }
    guard let known = CheckedCounts.product(target.filter { $0 != -1 }) else {
      throw .setting(name: "target_shape")
    }
    if let open = target.firstIndex(of: -1) {
      guard known > 0, size % known == 0 else { throw .setting(name: "target_shape") }
      extents[open] = size / known
    } else if known != size {
      throw .setting(name: "target_shape")
    }
    return [TensorShape([input.extents[0]] + extents)]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("target_shape", .integers, "without the batch", isRequired: true)]
  }

  var example: LayerExample? {
    LayerExample(["target_shape": [-1, 2, 5]], inputs: [[nil, 4, 5]], outputs: [[nil, 2, 2, 5]])
  }

  var explanation: LayerExplanation { LayerExplanation("Gives the same values another shape.") }
}
