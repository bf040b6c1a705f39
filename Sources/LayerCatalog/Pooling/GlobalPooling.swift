/// `GlobalAveragePooling1D` to `3D`, `GlobalMaxPooling1D` to `3D`: one number per channel.
struct GlobalPooling: LayerDefinition {
  enum Statistic: CaseIterable {
    case average
    case maximum
  }

  let statistic: Statistic
  /// The number of spatial axes.
  let dimensions: Int

  var className: String {
    statistic == .average
      ? Ranked.name(dimensions, "GlobalAveragePooling1D", "GlobalAveragePooling2D", "GlobalAveragePooling3D")
      : Ranked.name(dimensions, "GlobalMaxPooling1D", "GlobalMaxPooling2D", "GlobalMaxPooling3D")
  }
  var aliases: [String] {
    [
      statistic == .average
        ? Ranked.name(dimensions, "GlobalAvgPool1D", "GlobalAvgPool2D", "GlobalAvgPool3D")
        : Ranked.name(dimensions, "GlobalMaxPool1D", "GlobalMaxPool2D", "GlobalMaxPool3D")
    ]
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let channels = input.extents[axes.channelAxis]
    guard try settings.bool("keepdims", default: false) else {
      return [TensorShape([input.extents[0], channels])]
    }
    let space = [Int?](repeating: 1, count: dimensions)
    return [axes.shape(batch: input.extents[0], space: space, channels: channels)]
  }

  var arguments: [LayerArgument] {
    [.dataFormat, LayerArgument("keepdims", .flag(false), "axes of extent 1 in place of space")]
  }

  var example: LayerExample? {
    let space = [Int?](repeating: 7, count: dimensions)
    return LayerExample([:], inputs: [TensorShape([nil] + space + [1280])], outputs: [[nil, 1280]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      statistic == .average
        ? "Averages each channel over all positions."
        : "Takes the largest value of each channel over all positions.",
      notes: ["It makes what follows independent of the image's size."])
  }
}
