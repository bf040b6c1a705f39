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
  /// The shape of the first variable of the last layer that has a kernel.
  public var closing: [Int?]
  public var layers: Int
  /// How many more the top has.
  public var topLayers: Int
  /// The width multiplier, where the architecture has one.
  public var width: WidthMultiplier?
  /// Further arguments that an extent shows directly.
  public var extents: [ExtentArgument]

  public init(
    arguments: Settings = [:], opening: [[Int?]], closing: [Int?], layers: Int, topLayers: Int = 1,
    width: WidthMultiplier? = nil, extents: [ExtentArgument] = []
  ) {
    self.arguments = arguments
    self.opening = opening
    self.closing = closing
    self.layers = layers
    self.topLayers = topLayers
    self.width = width
    self.extents = extents
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
}

/// An argument that is an extent of a layer's first variable.
public struct ExtentArgument: Sendable {
  public var argument: String
  public var layer: Int
  public var axis: Int
}
