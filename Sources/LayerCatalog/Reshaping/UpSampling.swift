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

  var arguments: [LayerArgument] {
    [LayerArgument("size", .integers, "factors, 2 unless given"), .dataFormat]
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
