/// `Merge` of Keras 1: one layer for every way of joining inputs, told by its setting `mode`.
struct Keras1Merge: LayerDefinition {
  var className: String { "Merge" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    switch try settings.string("mode", default: "sum") {
    case "sum", "mul", "ave", "max":
      return try ElementwiseMerge(className: className, purpose: "").outputs(settings, inputs: inputs)
    case "concat":
      var modern: Settings = [:]
      modern["axis"] = settings["concat_axis"]
      return try Concatenate().outputs(modern, inputs: inputs)
    default: throw .notPredictable(reason: "a Merge of Keras 1 with a mode of its own")
    }
  }

  var example: LayerExample? {
    LayerExample(
      ["mode": "concat", "concat_axis": -1], inputs: [[nil, 56, 56, 64], [nil, 56, 56, 32]],
      outputs: [[nil, 56, 56, 96]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Joins its inputs in the way that mode names (Keras 1).")
  }
}
