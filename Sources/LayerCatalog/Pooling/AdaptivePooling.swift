/// `AdaptiveAveragePooling1D` to `3D`, `AdaptiveMaxPooling1D` to `3D`: as many windows as the output shall have.
struct AdaptivePooling: LayerDefinition {
  let statistic: GlobalPooling.Statistic
  /// The number of spatial axes.
  let dimensions: Int

  var className: String {
    statistic == .average
      ? Ranked.name(
        dimensions, "AdaptiveAveragePooling1D", "AdaptiveAveragePooling2D", "AdaptiveAveragePooling3D")
      : Ranked.name(dimensions, "AdaptiveMaxPooling1D", "AdaptiveMaxPooling2D", "AdaptiveMaxPooling3D")
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let space = try settings.integers("output_size", rank: dimensions)
    return [axes.shape(batch: input.extents[0], space: space, channels: input.extents[axes.channelAxis])]
  }

  var arguments: [LayerArgument] {
    [LayerArgument("output_size", .integers, "extents that come out", isRequired: true), .dataFormat]
  }

  var example: LayerExample? {
    let input = [Int?](repeating: 9, count: dimensions)
    let output = [Int?](repeating: 4, count: dimensions)
    return LayerExample(
      ["output_size": 4], inputs: [TensorShape([nil] + input + [5])],
      outputs: [TensorShape([nil] + output + [5])])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Pools each channel to a given number of positions, whatever the input's size.")
  }
}
