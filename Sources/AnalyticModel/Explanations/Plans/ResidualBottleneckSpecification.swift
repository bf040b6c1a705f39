/// A bottleneck of ResNet as a user describes it: 1 x 1 down, 3 x 3, 1 x 1 up, and the input added.
public struct ResidualBottleneckSpecification: Hashable, Sendable {
  public enum Step: String, Hashable, Sendable, CaseIterable {
    /// The 1 x 1 convolution on the way around the block, only where shapes differ.
    case shortcut
    case reduce
    case convolve
    case restore
  }

  public var input: Int
  /// Channels of the narrow part.
  public var filters: Int
  /// Channels that come out, four times `filters` in every published ResNet.
  public var output: Int
  public var kernel = 3
  public var stride = 1
  /// Whether a convolution stands on the way around the block; by default where shapes differ.
  public var hasProjection: Bool
  public var batchNormAfter: Set<Step> = Set(Step.allCases)
  public var scale = true
  public var center = true
  /// The steps that have a bias: all in `keras.applications`, none in the paper.
  public var biasIn: Set<Step> = Set(Step.allCases)
  public var inputSize: [Int]?

  public init(input: Int, filters: Int, output: Int, stride: Int = 1) {
    self.input = input
    self.filters = filters
    self.output = output
    self.stride = stride
    hasProjection = input != output || stride != 1
  }

  /// The steps that it has.
  var steps: [Step] { Step.allCases.filter { hasProjection || $0 != .shortcut } }
}
