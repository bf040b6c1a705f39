import LayerCatalog

/// A layer that an architecture must have.
public struct ArchitectureLayer: Hashable, Sendable {
  /// The name that Keras 3 gives it in a fresh session.
  public var name: String
  /// The name that Keras 2 gives it, where it is another.
  public var keras2Name: String?
  public var className: String
  public var settings: Settings
  /// Positions of the layers that feed it.
  public var inputs: [Int]
  public var outputShape: TensorShape
  /// In the order of `layer.weights`.
  public var variables: [VariableSpecification]
  /// The nested model that holds it.
  public var container: String?
  /// What it is for in its block.
  public var part: BlockPart?
  /// Whether it goes away with `include_top=False`.
  public var isTop: Bool
  /// Whether it is a Keras 3 operation (`x + 3`), which counts for the order but is no layer.
  public var isOperation: Bool

  /// Keras' `count_params()`.
  public var parameters: Int { variables.reduce(0) { $0 + $1.count } }
}

/// What a convolution does in its block.
public enum BlockPart: String, Hashable, Sendable {
  case expand
  case depthwise
  case project
  /// The two 1 x 1 convolutions of squeeze-and-excite.
  case squeeze
  case excite
  /// The projection on the way around the block (`0_conv` of ResNet).
  case shortcut
  /// The convolutions of a bottleneck or of a dense layer, by Keras' numbers.
  case first = "1"
  case second = "2"
  case third = "3"
}
