/// A block of an architecture, as its definition gives it.
public struct ArchitectureBlock: Hashable, Sendable {
  public typealias Kind = Block.Kind
  public typealias Shortcut = Block.Shortcut

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
