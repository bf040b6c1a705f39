import LayerCatalog

/// Where a count comes from, step by step.
public struct Explanation: Hashable, Sendable {
  /// One layer, or one variable of a layer, of the thing explained.
  public struct Step: Hashable, Sendable {
    /// `expand`, `kernel`; empty for a layer that belongs to the step in front.
    public var name: String
    public var layer: String
    /// In symbols: `c·e`.
    public var formula: String
    /// In numbers: `1·1·3·18`; words for a step that has nothing to count.
    public var substituted: String
    public var weights = 0
    public var bias = 0
    /// Gamma and beta together.
    public var gammaBeta = 0
    /// Moving mean and moving variance together, and whatever else no training changes.
    public var moving = 0
    /// Channels of the normalization behind it, 0 where there is none.
    public var normalizedChannels = 0
    /// What the variable is for, in one sentence; empty for a step of a block.
    public var purpose = ""

    /// A step without anything to count.
    static func nothing(_ layer: String, _ words: String) -> Step {
      Step(name: "", layer: layer, formula: "0", substituted: words)
    }
  }

  /// The counts by one choice of biases and of where batch normalizations stand.
  public struct Convention: Hashable, Sendable {
    public var batchNormAfter: [String]
    public var biases: Bool
    public var weights: Int
    public var trainable: Int
    public var all: Int
  }

  /// One thing counted by each convention in use.
  public struct Counts: Hashable, Sendable {
    /// Kernels and biases.
    public var weights: Int
    /// With gamma and beta: Keras' Trainable params.
    public var trainable: Int
    /// With the moving statistics: Keras' Total params.
    public var all: Int
    /// Keras' Non-trainable params.
    public var nonTrainable: Int { all &- trainable }

    public init(weights: Int, trainable: Int, all: Int) {
      self.weights = weights
      self.trainable = trainable
      self.all = all
    }
  }

  /// A wrong way to count that is often met, with the number that it gives here.
  public struct Mistake: Hashable, Sendable {
    /// `nil` where the mistake has no single number.
    public var count: Int?
    public var text: String
  }

  /// What the steps are.
  public enum Form: Hashable, Sendable {
    /// Convolutions with their normalizations.
    case block
    /// The variables of one layer.
    case layer
    /// All layers of a model, kind by kind.
    case model
  }

  public var form = Form.block
  public var topic: String
  public var title: String
  public var settings: Settings
  /// What the thing does, in one sentence; empty where the title says it.
  public var purpose = ""
  public var steps: [Step]
  public var counts: Counts
  /// How many of the trainable ones a file says are frozen; `nil` where it does not tell.
  public var frozen: Int? = 0
  public var conventions: [Convention] = []
  /// The formula for any channels.
  public var general: String
  /// The letters of the formulas.
  public var symbols: [LayerExplanation.Symbol] = []
  public var multiplyAccumulates: Int?
  public var notes: [String] = []
  public var mistakes: [Mistake] = []
  /// The options of the topic, where none was given and a worked example is explained.
  public var options: [LayerArgument] = []
  /// The answer to `--claim`.
  public var claim: Claim?
}
