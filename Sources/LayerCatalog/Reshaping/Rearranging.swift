/// `UpSampling1D` to `3D`: every position several times.
struct UpSampling: LayerDefinition {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String { Ranked.name(dimensions, "UpSampling1D", "UpSampling2D", "UpSampling3D") }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    var output = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let size = try settings.integers("size", rank: dimensions, default: 2)
    for (axis, times) in zip(axes.spatialAxes, size) {
      if let extent = output.extents[axis] { output.extents[axis] = try CheckedCounts.extent(extent, times) }
    }
    return [output]
  }

  var example: LayerExample? {
    let input = [Int?](repeating: 4, count: dimensions)
    let output = [Int?](repeating: 8, count: dimensions)
    return LayerExample(
      [:], inputs: [TensorShape([nil] + input + [5])], outputs: [TensorShape([nil] + output + [5])])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Repeats or interpolates positions to enlarge the input.")
  }
}

/// `Permute`: the axes in another order.
struct Permute: LayerDefinition {
  var className: String { "Permute" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    let order = try settings.integerList("dims", minimum: 1)
    guard order.sorted() == Array(1..<max(input.rank, 1)) else { throw .setting(name: "dims") }
    return [TensorShape([input.extents[0]] + order.map { input.extents[$0] })]
  }

  var example: LayerExample? {
    LayerExample(["dims": [2, 1]], inputs: [[nil, 10, 64]], outputs: [[nil, 64, 10]])
  }

  var explanation: LayerExplanation { LayerExplanation("Puts the axes in another order.") }
}

/// `RepeatVector`: a row of features as many times as steps are wanted.
struct RepeatVector: LayerDefinition {
  var className: String { "RepeatVector" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: 2)
    return [[input.extents[0], try settings.integer("n"), input.extents[1]]]
  }

  var example: LayerExample? { LayerExample(["n": 3], inputs: [[nil, 32]], outputs: [[nil, 3, 32]]) }

  var explanation: LayerExplanation { LayerExplanation("Repeats a row of features n times, as a sequence.") }
}

/// `Masking` and `Identity` let values through.
enum Passing {
  static let all: [any LayerDefinition] = [
    ShapeKeepingLayer(
      "Masking", input: [nil, 7, 3],
      purpose: "Marks steps that hold nothing but one value, for layers behind it to skip."),
    ShapeKeepingLayer("Identity", purpose: "Gives back what comes in."),
  ]
}
