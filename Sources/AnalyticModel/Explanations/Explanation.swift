import LayerCatalog

/// Where a count comes from, step by step.
public struct Explanation: Hashable, Sendable {
  /// One layer of the thing explained.
  public struct Step: Hashable, Sendable {
    /// `expand`, `depthwise`, `project`; empty for a layer that belongs to the step in front.
    public var name: String
    public var layer: String
    /// In symbols: `c·e`.
    public var formula: String
    /// In numbers: `1·1·3·18`.
    public var substituted: String
    public var weights: Int
    public var bias: Int
    /// Gamma and beta together.
    public var gammaBeta: Int
    /// Moving mean and moving variance together.
    public var moving: Int
  }

  /// The counts by one choice of where batch normalizations stand.
  public struct Convention: Hashable, Sendable {
    public var batchNormAfter: [String]
    public var biases: Bool
    public var weights: Int
    public var trainable: Int
    public var all: Int
  }

  public var topic: String
  public var title: String
  public var settings: Settings
  public var steps: [Step]
  /// Kernels and biases.
  public var weights: Int
  /// With gamma and beta: Keras' Trainable params.
  public var trainable: Int
  /// With the moving statistics: Keras' Total params.
  public var all: Int
  public var conventions: [Convention]
  /// The formula for any channels.
  public var general: String
  public var multiplyAccumulates: Int?
  public var notes: [String]

  public var nonTrainable: Int { all - trainable }
}
