import LayerCatalog

/// A building block of a network, rebuilt from its layers.
public struct Block: Hashable, Sendable {
  public enum Kind: String, Hashable, Sendable {
    case invertedBottleneck = "inverted-bottleneck"
    case depthwiseSeparable = "depthwise-separable"
    case stem
    case head
    case classifier
  }

  public enum Shortcut: String, Hashable, Sendable {
    case identity
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

  /// Why a field is null.
  public struct Reason: Hashable, Sendable {
    public var field: String
    public var reason: String
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
  public var formula: String?
  public var multiplyAccumulates: Int?
  public var verdict: Ledger.Verdict?
  public var reasons: [Reason] = []
}
