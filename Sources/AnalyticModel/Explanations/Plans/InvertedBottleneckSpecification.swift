/// An inverted bottleneck as a user describes it, to be counted from first principles.
public struct InvertedBottleneckSpecification: Hashable, Sendable {
  public var input: Int
  /// Channels between expansion and projection; `nil` for a block without expansion.
  public var expand: Int?
  public var output: Int
  public var kernel = 3
  public var stride = 1
  /// The steps that a batch normalization follows.
  public var batchNormAfter: Set<Step> = [.expand, .depthwise, .project]
  /// Whether the batch normalizations have gamma (`scale`) and beta (`center`).
  public var scale = true
  public var center = true
  /// The steps that have a bias: all by Keras' default, none by MobileNetV2's choice.
  public var biasIn: Set<Step> = []
  /// Reduced width of squeeze-and-excite behind the depthwise convolution.
  public var squeeze: Int?
  /// Height and width of the input, for multiply-accumulates.
  public var inputSize: [Int]?

  public enum Step: String, Hashable, Sendable, CaseIterable {
    case expand
    case depthwise
    case project
  }

  public init(input: Int, expand: Int?, output: Int) {
    self.input = input
    self.expand = expand
    self.output = output
  }

  /// The steps that it has.
  var steps: [Step] { Step.allCases.filter { expand != nil || $0 != .expand } }
}
