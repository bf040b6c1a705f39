/// Which axes of an input hold channels and which hold space, by the setting `data_format`.
struct ImageAxes {
  /// The number of spatial axes.
  let dimensions: Int
  let channelsFirst: Bool

  /// - Throws: `PredictionFailure.setting` for another word than Keras' two.
  init(_ settings: Settings, dimensions: Int) throws(PredictionFailure) {
    self.dimensions = dimensions
    // A missing value means the default of the machine's Keras, which is channels_last.
    switch try settings.string("data_format", default: "channels_last").lowercased() {
    case "channels_last": channelsFirst = false
    case "channels_first": channelsFirst = true
    default: throw .setting(name: "data_format")
    }
  }

  var channelAxis: Int { channelsFirst ? 1 : dimensions + 1 }
  var spatialAxes: Range<Int> { channelsFirst ? 2..<dimensions + 2 : 1..<dimensions + 1 }

  /// A tensor with these channels and this space.
  func shape(batch: Int?, space: [Int?], channels: Int?) -> TensorShape {
    TensorShape(channelsFirst ? [batch, channels] + space : [batch] + space + [channels])
  }
}

extension [TensorShape] {
  /// The only input.
  /// - Throws: `PredictionFailure.inputs` where there is another number of them, or another rank.
  func single(rank: Int? = nil) throws(PredictionFailure) -> TensorShape {
    guard count == 1, let input = first else { throw .inputs(expected: "one input") }
    if let rank, input.rank != rank { throw .inputs(expected: "an input of rank \(rank)") }
    guard input.rank > 0 else { throw .inputs(expected: "a batch axis") }
    return input
  }
}

extension TensorShape {
  /// The extent of an axis.
  /// - Throws: `PredictionFailure.unknownExtent`.
  func known(axis: Int) throws(PredictionFailure) -> Int {
    guard extents.indices.contains(axis) else { throw .inputs(expected: "an axis \(axis)") }
    guard let extent = extents[axis] else { throw .unknownExtent(axis: axis) }
    guard (0...Settings.largestInteger).contains(extent) else { throw .inputs(expected: "extents from 0 on") }
    return extent
  }
}
