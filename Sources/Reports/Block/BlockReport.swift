import AnalyticModel

/// A building block of the network, rebuilt from its layers.
public struct BlockReport: Hashable, Sendable {
  /// How a block's input comes to its output beside the main path.
  public typealias Shortcut = Block.Shortcut

  /// Why a field is null, or that the architecture supplied it.
  public struct Reason: Hashable, Sendable {
    /// The field's key.
    public var field: String
    public var reason: String

    public init(_ field: String, _ reason: String) {
      self.field = field
      self.reason = reason
    }
  }

  public var index: Int
  /// Kebab-case: `inverted-bottleneck`.
  public var kind: String
  public var name: String
  /// Indices of its layers.
  public var layers: [Int]
  /// Channels that come in.
  public var input: Int?
  /// Channels between expansion and projection; `nil` where there is no expansion.
  public var expand: Int?
  /// Channels that go out.
  public var output: Int?
  public var kernel: Sides?
  public var stride: Sides?
  /// Whether the block's input is added to its output, directly or through a projection.
  public var residual: Bool?
  public var shortcut: Shortcut?
  /// Reduced width of squeeze-and-excite.
  public var squeeze: Int?
  public var batchNorm: BlockBatchNorm?
  /// The convolutions that have a bias.
  public var bias: [String]
  public var parameters: Int
  public var trainableParameters: Int?
  public var nonTrainableParameters: Int?
  public var counts: ConventionCounts
  public var formula: String?
  public var multiplyAccumulates: Int?
  public var verdict: LayerVerdict?
  public var reasons: [Reason]

  public init(
    index: Int, kind: String, name: String, layers: [Int], input: Int? = nil, expand: Int? = nil,
    output: Int? = nil, kernel: Sides? = nil, stride: Sides? = nil, residual: Bool? = nil,
    shortcut: Shortcut? = nil, squeeze: Int? = nil, batchNorm: BlockBatchNorm? = nil, bias: [String] = [],
    parameters: Int, trainableParameters: Int? = nil, nonTrainableParameters: Int? = nil,
    counts: ConventionCounts, formula: String? = nil, multiplyAccumulates: Int? = nil,
    verdict: LayerVerdict? = nil, reasons: [Reason] = []
  ) {
    self.index = index
    self.kind = kind
    self.name = name
    self.layers = layers
    self.input = input
    self.expand = expand
    self.output = output
    self.kernel = kernel
    self.stride = stride
    self.residual = residual
    self.shortcut = shortcut
    self.squeeze = squeeze
    self.batchNorm = batchNorm
    self.bias = bias
    self.parameters = parameters
    self.trainableParameters = trainableParameters
    self.nonTrainableParameters = nonTrainableParameters
    self.counts = counts
    self.formula = formula
    self.multiplyAccumulates = multiplyAccumulates
    self.verdict = verdict
    self.reasons = reasons
  }
}

/// A kernel's or stride's sides, height first.
public struct Sides: Hashable, Sendable, ExpressibleByIntegerLiteral, ExpressibleByArrayLiteral {
  public var lengths: [Int]

  public init(_ lengths: [Int]) {
    self.lengths = lengths
  }

  public init(integerLiteral value: Int) {
    self.init([value])
  }

  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }

  /// The one length of all sides, where they are equal.
  public var single: Int? {
    guard let first = lengths.first, lengths.allSatisfy({ $0 == first }) else { return nil }
    return first
  }
}

/// Which convolutions of a block a batch normalization follows, and what these hold.
public struct BlockBatchNorm: Hashable, Sendable {
  /// `expand`, `depthwise`, `project`, or the step's own word.
  public var after: [String]
  public var gamma: Int
  public var beta: Int
  public var movingMean: Int
  public var movingVariance: Int

  public init(after: [String], gamma: Int, beta: Int, movingMean: Int, movingVariance: Int) {
    self.after = after
    self.gamma = gamma
    self.beta = beta
    self.movingMean = movingMean
    self.movingVariance = movingVariance
  }
}

/// One structure counted by each convention in use.
public struct ConventionCounts: Hashable, Sendable {
  /// Kernels and biases.
  public var weights: Int
  /// With gamma and beta.
  public var trainable: Int
  /// With the moving statistics.
  public var all: Int

  public init(weights: Int, trainable: Int, all: Int) {
    self.weights = weights
    self.trainable = trainable
    self.all = all
  }
}
