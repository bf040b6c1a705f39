/// `MaxPooling1D` to `3D`, `AveragePooling1D` to `3D`: one value for each window of each channel.
struct Pooling: LayerDefinition {
  let statistic: GlobalPooling.Statistic
  /// The number of spatial axes.
  let dimensions: Int

  var className: String {
    statistic == .average
      ? Ranked.name(dimensions, "AveragePooling1D", "AveragePooling2D", "AveragePooling3D")
      : Ranked.name(dimensions, "MaxPooling1D", "MaxPooling2D", "MaxPooling3D")
  }
  var aliases: [String] {
    [
      statistic == .average
        ? Ranked.name(dimensions, "AvgPool1D", "AvgPool2D", "AvgPool3D")
        : Ranked.name(dimensions, "MaxPool1D", "MaxPool2D", "MaxPool3D")
    ]
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let size = try settings.integers("pool_size", rank: dimensions, default: 2)
    let strides: [Int] =
      if let given = settings["strides"], given != .null {
        try settings.integers("strides", rank: dimensions)
      } else { size }
    let padding = try Window.padding(settings)
    guard padding != .causal else { throw .setting(name: "padding") }
    let window = Window(size: size, strides: strides, padding: padding)
    let space = try window.outputs(Array(input.extents[axes.spatialAxes]))
    return [axes.shape(batch: input.extents[0], space: space, channels: input.extents[axes.channelAxis])]
  }

  var arguments: [LayerArgument] {
    [
      LayerArgument("pool_size", .integers, "sides of the window, 2 unless given"), .strides, .padding,
      .dataFormat,
    ]
  }

  var example: LayerExample? {
    let input = [Int?](repeating: 9, count: dimensions)
    let output = [Int?](repeating: 4, count: dimensions)
    return LayerExample(
      ["pool_size": 3, "strides": 2], inputs: [TensorShape([nil] + input + [5])],
      outputs: [TensorShape([nil] + output + [5])])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      statistic == .average
        ? "Averages each channel over a window." : "Takes the largest value of each window and channel.")
  }
}
