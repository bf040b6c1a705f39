import LayerCatalog

/// A building block of a network, rebuilt from its layers.
public struct Block: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case invertedBottleneck = "inverted-bottleneck"
    case fusedInvertedBottleneck = "fused-inverted-bottleneck"
    case depthwiseSeparable = "depthwise-separable"
    case residualBottleneck = "residual-bottleneck"
    case residualBasic = "residual-basic"
    case preactivationBottleneck = "preactivation-bottleneck"
    case separableResidual = "separable-residual"
    /// One dense layer of a DenseNet.
    case denseBlock = "dense-block"
    case transition
    case inception
    case convnext
    case downsampling
    case transformerEncoder = "transformer-encoder"
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

  /// Which convolutions a batch normalization follows, and the sizes of what these hold.
  public struct BatchNorm: Hashable, Sendable {
    public var after: [String] = []
    public var gamma = 0
    public var beta = 0
    public var movingMean = 0
    public var movingVariance = 0
  }

  /// One structure counted by each convention in use.
  public struct Counts: Hashable, Sendable {
    /// Kernels and biases.
    public var weights = 0
    /// With gamma and beta.
    public var trainable = 0
    /// With the moving statistics.
    public var all = 0
  }

  /// Why a field is null, or what supplied it.
  public struct Reason: Hashable, Sendable {
    public var field: String
    public var reason: String

    public init(field: String, reason: String) {
      self.field = field
      self.reason = reason
    }
  }

  public var kind: Kind
  public var name: String
  /// Positions in the model's layers, in order.
  public var layers: [Int]
  public var input: Int?
  public var expand: Int?
  public var output: Int?
  /// Sides, height first.
  public var kernel: [Int]?
  public var stride: [Int]?
  public var residual: Bool?
  public var shortcut: Shortcut?
  /// Reduced width of squeeze-and-excite.
  public var squeeze: Int?
  public var batchNorm: BatchNorm?
  /// The convolutions that have a bias.
  public var bias: [String] = []
  public var parameters = 0
  public var trainableParameters: Int?
  public var nonTrainableParameters: Int?
  public var counts = Counts()
  /// The whole count as a sum of products, one for each variable, the vectors of a normalization together.
  public var formula: String?
  public var multiplyAccumulates: Int?
  public var verdict: Ledger.Verdict?
  public var reasons: [Reason] = []

  public init(kind: Kind, name: String = "", layers: [Int] = []) {
    self.kind = kind
    self.name = name
    self.layers = layers
  }
}
