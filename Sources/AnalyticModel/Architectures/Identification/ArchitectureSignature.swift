import LayerCatalog

/// How the weights of an architecture betray it before anything is built: a few shapes at its ends, how many
/// layers it has, and where its arguments show.
///
/// Layers are counted with variables only, in Keras' order, without the top.
public struct ArchitectureSignature: Sendable {
  /// The architecture's own arguments that this form fixes: `minimalistic`.
  public var arguments: Settings
  /// The shape of the first variable of each of the first layers; `nil` for an extent that arguments decide.
  public var opening: [[Int?]]
  /// The shapes of the first variables of the last layers.
  public var ending: [[Int?]]
  public var layers: Int
  /// How many more the top has.
  public var topLayers: Int
  /// The width multiplier, where the architecture has one.
  public var width: WidthMultiplier?
  /// Further arguments that an extent shows directly.
  public var extents: [ExtentArgument]
  /// Where the top flattens an image, what its first layer tells of the image's size.
  public var flattened: FlattenedInput?

  public init(
    arguments: Settings = [:], opening: [[Int?]], ending: [[Int?]], layers: Int, topLayers: Int = 1,
    width: WidthMultiplier? = nil, extents: [ExtentArgument] = [], flattened: FlattenedInput? = nil
  ) {
    self.arguments = arguments
    self.opening = opening
    self.ending = ending
    self.layers = layers
    self.topLayers = topLayers
    self.width = width
    self.extents = extents
    self.flattened = flattened
  }

  /// In how many places layers whose first variables have these shapes begin otherwise than the architecture; two
  /// where it is two or more.
  func differencesInOpening(_ shapes: ArraySlice<[Int]>) -> Int {
    guard shapes.count >= opening.count else { return 2 }
    var differences = 0
    for (pattern, shape) in zip(opening, shapes) where !Self.matches(pattern, shape) {
      differences += 1
      if differences == 2 { break }
    }
    return differences
  }

  /// Whether one of the first layers may have this shape; those further behind may have any.
  func opens(with shape: [Int], at layer: Int) -> Bool {
    !opening.indices.contains(layer) || Self.matches(opening[layer], shape)
  }

  /// Whether they end as it does.
  func matchesEnding(_ shapes: ArraySlice<[Int]>) -> Bool {
    shapes.count >= ending.count
      && zip(ending, shapes.suffix(ending.count)).allSatisfy { Self.matches($0, $1) }
  }

  private static func matches(_ pattern: [Int?], _ shape: [Int]) -> Bool {
    pattern.count == shape.count && zip(pattern, shape).allSatisfy { $0 == nil || $0 == $1 }
  }
}

/// An argument that scales channels, by a rule that never falls as the argument grows.
public struct WidthMultiplier: Sendable {
  /// Keras' name of the argument.
  public var argument: String
  /// The values for which Keras publishes weights.
  public var published: [Double]
  /// Layers whose number of outputs shows it: positions among the layers with variables.
  public var layers: [Int]
  /// The numbers of outputs of those layers, for a value of the argument.
  public var channels: @Sendable (Double) -> [Int]
  /// The number of outputs of the first layer of the top, where that grows too.
  public var topChannels: (@Sendable (Double) -> Int)?
}

/// An argument that is an extent of a layer's first variable.
public struct ExtentArgument: Sendable {
  public var argument: String
  public var layer: Int
  public var axis: Int
}

/// A dense layer that takes every position of the last feature map.
public struct FlattenedInput: Hashable, Sendable {
  /// Channels of the feature map.
  public var channels: Int
  /// By how much smaller than the image it is.
  public var reduction: Int

  /// The side of the smallest square image that gives this many inputs; `nil` where none does.
  func side(inputs: Int) -> Int? {
    guard channels > 0, inputs > 0, inputs % channels == 0 else { return nil }
    let positions = inputs / channels
    var side = Int(Double(positions).squareRoot())
    if side * side > positions { side -= 1 }
    guard side * side == positions, side > 0, side < 1 << 20 else { return nil }
    return side * reduction
  }
}
