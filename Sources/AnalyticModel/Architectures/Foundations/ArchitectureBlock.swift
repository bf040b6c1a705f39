/// A block of an architecture, as its definition gives it.
public struct ArchitectureBlock: Hashable, Sendable {
  /// The kinds of blocks, by the words of the report.
  public enum Kind: String, Hashable, Sendable {
    case invertedBottleneck = "inverted-bottleneck"
    case fusedInvertedBottleneck = "fused-inverted-bottleneck"
    case depthwiseSeparable = "depthwise-separable"
    case residualBottleneck = "residual-bottleneck"
    case preactivationBottleneck = "preactivation-bottleneck"
    case separableResidual = "separable-residual"
    case denseBlock = "dense-block"
    case transition
    case inception
    case convnext
    case downsampling
    case nasCell = "nas-cell"
    case plainStage = "plain-stage"
    case preprocessing
    case stem
    case head
    case classifier
  }

  /// How the block's input reaches its output past its convolutions.
  public enum Shortcut: String, Hashable, Sendable {
    /// Added as it is.
    case identity
    /// Added behind a 1 x 1 convolution.
    case projection
    /// Added behind a pooling.
    case pool
    /// Concatenated.
    case concat
  }

  public var kind: Kind
  public var name: String
  /// Positions of its layers in the architecture, in Keras' order; operations too.
  public var layers: [Int]
  /// Channels that come in and go out.
  public var input: Int
  public var output: Int
  /// Channels of the expanded or inner part: of ResNet's 3 x 3, of DenseNet's 1 x 1, of a NASNet cell's filters.
  public var expand: Int?
  /// Height and width of the largest kernel.
  public var kernel: [Int]?
  public var stride: Int?
  public var shortcut: Shortcut?
  /// The reduced width of squeeze-and-excite.
  public var squeeze: Int?

  /// Whether the block's input is added to its output, directly or behind a projection or pooling.
  public var residual: Bool {
    switch shortcut {
    case .identity, .projection, .pool: true
    case .concat, nil: false
    }
  }
}
