import LayerCatalog

/// What a network wants to be fed, and where the scaling is done.
public struct Preprocessing: Hashable, Sendable {
  /// Order of the channels and range of the values at the network's input.
  public var input: String
  /// How raw pixels become that.
  public var scaling: String
  /// Whether the network does the scaling itself; `nil` where the file does not tell.
  public var isInside: Bool?

  /// Both in one line.
  public var text: String { "\(input): \(scaling)" }

  /// READ keras/src/applications/imagenet_utils.py 3.15.1, mode "tf".
  static let symmetric = Preprocessing(
    input: "RGB in [-1, 1]", scaling: "x / 127.5 - 1, outside the network", isInside: false)

  /// READ imagenet_utils.py, mode "caffe".
  static let caffe = Preprocessing(
    input: "BGR, 0 to 255 less the ImageNet mean",
    scaling: "minus (103.939, 116.779, 123.68), not divided, outside the network", isInside: false)

  /// READ imagenet_utils.py, mode "torch".
  static let torch = Preprocessing(
    input: "RGB, normalized by the ImageNet mean and deviation",
    scaling: "x / 255, minus (0.485, 0.456, 0.406), over (0.229, 0.224, 0.225), outside the network",
    isInside: false)

  /// What the networks that can leave their normalization out then want.
  static let imageNetNormalized = Preprocessing(
    input: "RGB, normalized by the ImageNet mean and deviation", scaling: "outside the network",
    isInside: false)

  /// EfficientNet: READ efficientnet.py, where it is always a part of the network.
  static let imageNetInside = Preprocessing(
    input: "RGB in [0, 255]", scaling: "x / 255, then a Normalization layer, inside the network",
    isInside: true)

  /// A network with the argument `include_preprocessing`, whose weights are the same either way.
  static func optional(included: Bool?, inside: String, outside: Preprocessing) -> Preprocessing {
    switch included {
    case true?:
      Preprocessing(input: "RGB in [0, 255]", scaling: "\(inside), inside the network", isInside: true)
    case false?: outside
    case nil:
      Preprocessing(
        input: "RGB in [0, 255]",
        scaling: "\(inside), inside the network unless it was built with include_preprocessing=False",
        isInside: nil)
    }
  }
}

/// Mean and deviation of ImageNet's channels, red first (READ keras/src/applications/efficientnet_v2.py 3.15.1).
enum ImageNetStatistics {
  static let mean = [0.485, 0.456, 0.406]
  static let deviation = [0.229, 0.224, 0.225]

  /// Settings of a `Normalization` for pixels up to this value; given as constants they make no variables.
  static func normalization(of white: Double) -> Settings {
    [
      "mean": .list(mean.map { .number($0 * white) }),
      "variance": .list(deviation.map { .number($0 * white * ($0 * white)) }), "axis": 3,
    ]
  }
}
