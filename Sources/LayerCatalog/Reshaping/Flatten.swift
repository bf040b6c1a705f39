/// `Flatten`: all axes but the batch become one.
struct Flatten: LayerDefinition {
  var className: String { "Flatten" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    return [TensorShape([input.extents[0], CheckedCounts.product(input.withoutBatch)])]
  }

  var example: LayerExample? {
    LayerExample([:], inputs: [[nil, 7, 7, 512]], outputs: [[nil, 25088]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Lays all positions and channels of an example in one row.",
      notes: [
        "A Dense layer behind it has weights for every position, so there the image's size enters the count."
      ])
  }
}
