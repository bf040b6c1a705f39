import AnalyticModel
import Testing

/// The counts of inverted bottlenecks, each verified with `count_params()` of a real Keras 3.15.1 model.
struct InvertedBottleneckExplanationTests {
  typealias Step = InvertedBottleneckSpecification.Step

  struct Row: Sendable {
    var after: Set<Step>
    var biases: Bool
    var weights: Int
    var trainable: Int
    var all: Int
  }

  static let rows: [Row] = [
    Row(after: [.expand, .depthwise, .project], biases: false, weights: 540, trainable: 648, all: 756),
    Row(after: [.depthwise, .project], biases: false, weights: 540, trainable: 612, all: 684),
    Row(after: [.depthwise], biases: false, weights: 540, trainable: 576, all: 612),
    Row(after: [], biases: false, weights: 540, trainable: 540, all: 540),
    Row(after: [.expand, .depthwise, .project], biases: true, weights: 594, trainable: 702, all: 810),
    Row(after: [.depthwise, .project], biases: true, weights: 594, trainable: 666, all: 738),
    Row(after: [.depthwise], biases: true, weights: 594, trainable: 630, all: 666),
    Row(after: [], biases: true, weights: 594, trainable: 594, all: 594),
  ]

  @Test(arguments: rows)
  func threeToEighteenToEighteen(_ row: Row) throws {
    var block = InvertedBottleneckSpecification(input: 3, expand: 18, output: 18)
    block.batchNormAfter = row.after
    block.biasIn = row.biases ? Set(Step.allCases) : []
    let explanation = try Explanation.invertedBottleneck(block)
    #expect(explanation.counts.weights == row.weights)
    #expect(explanation.counts.trainable == row.trainable)
    #expect(explanation.counts.all == row.all)
    #expect(explanation.steps.reduce(0) { $0 + $1.weights + $1.bias } == row.weights)
  }

  @Test func aSecondBlock() throws {
    var block = InvertedBottleneckSpecification(input: 16, expand: 96, output: 24)
    block.kernel = 5
    let three = try Explanation.invertedBottleneck(block)
    #expect([three.counts.weights, three.counts.trainable, three.counts.all] == [6240, 6672, 7104])
    block.batchNormAfter = [.depthwise, .project]
    let two = try Explanation.invertedBottleneck(block)
    #expect([two.counts.weights, two.counts.trainable, two.counts.all] == [6240, 6480, 6720])
  }

  @Test func backToThreeChannels() throws {
    let explanation = try Explanation.invertedBottleneck(in: 3, expand: 18, out: 3)
    #expect(
      [explanation.counts.weights, explanation.counts.trainable, explanation.counts.all] == [270, 348, 426])
    #expect(explanation.steps.last?.substituted == "the input is added")
  }

  /// Every number of the second case was measured with live Keras.
  @Test func kerasDefaultBiases() throws {
    var block = InvertedBottleneckSpecification(input: 16, expand: 96, output: 24)
    block.kernel = 5
    block.biasIn = Set(Step.allCases)
    let explanation = try Explanation.invertedBottleneck(block)
    #expect([explanation.counts.trainable, explanation.counts.all] == [6888, 7320])
  }

  struct Vectors: Sendable {
    var after: Set<Step>
    var hasBeta: Bool
    var trainable: Int
    var all: Int
  }

  /// BatchNormalization without gamma, and without gamma and beta, behind all three, two, one convolution.
  static let vectors: [Vectors] = [
    Vectors(after: [.expand, .depthwise, .project], hasBeta: true, trainable: 594, all: 702),
    Vectors(after: [.depthwise, .project], hasBeta: true, trainable: 576, all: 648),
    Vectors(after: [.depthwise], hasBeta: true, trainable: 558, all: 594),
    Vectors(after: [.expand, .depthwise, .project], hasBeta: false, trainable: 540, all: 648),
    Vectors(after: [.depthwise, .project], hasBeta: false, trainable: 540, all: 612),
    Vectors(after: [.depthwise], hasBeta: false, trainable: 540, all: 576),
  ]

  @Test(arguments: vectors) func withoutGammaOrBeta(_ row: Vectors) throws {
    var block = InvertedBottleneckSpecification(input: 3, expand: 18, output: 18)
    block.batchNormAfter = row.after
    block.scale = false
    block.center = row.hasBeta
    let counts = try Explanation.invertedBottleneck(block).counts
    #expect([counts.weights, counts.trainable, counts.all] == [540, row.trainable, row.all])
  }

  /// Two 1 x 1 convolutions with biases: e·s + s and s·e + e.
  @Test func squeezeAndExcite() throws {
    var block = InvertedBottleneckSpecification(input: 16, expand: 96, output: 24)
    let plain = try Explanation.invertedBottleneck(block).counts
    block.squeeze = 24
    let squeezed = try Explanation.invertedBottleneck(block).counts
    #expect(squeezed.all - plain.all == 96 * 24 + 24 + 24 * 96 + 96)
  }

  /// block_1 of MobileNetV2 1.0 at 224: 112 x 112 x 16 comes in.
  @Test func multiplyAccumulates() throws {
    var block = InvertedBottleneckSpecification(input: 16, expand: 96, output: 24)
    block.stride = 2
    block.inputSize = [112, 112]
    let explanation = try Explanation.invertedBottleneck(block)
    #expect(explanation.multiplyAccumulates == 29_202_432)
    #expect(
      [explanation.counts.weights, explanation.counts.trainable, explanation.counts.all] == [
        4704, 5136, 5568,
      ])
  }

  @Test func withoutExpansion() throws {
    let counts = try Explanation.invertedBottleneck(in: 32, expand: nil, out: 16).counts
    #expect([counts.weights, counts.trainable, counts.all] == [800, 896, 992])
  }

  @Test(arguments: [0, -1, Int.max]) func nonsenseIsRefused(_ channels: Int) {
    #expect(throws: (any Error).self) {
      try Explanation.invertedBottleneck(in: channels, expand: 18, out: 18)
    }
  }
}
