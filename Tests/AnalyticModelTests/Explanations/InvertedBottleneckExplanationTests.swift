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
    block.biases = row.biases
    let explanation = try Explanation.invertedBottleneck(block)
    #expect(explanation.weights == row.weights)
    #expect(explanation.trainable == row.trainable)
    #expect(explanation.all == row.all)
    #expect(explanation.steps.reduce(0) { $0 + $1.weights + $1.bias } == row.weights)
  }

  @Test func aSecondBlock() throws {
    var block = InvertedBottleneckSpecification(input: 16, expand: 96, output: 24)
    block.kernel = 5
    let three = try Explanation.invertedBottleneck(block)
    #expect([three.weights, three.trainable, three.all] == [6240, 6672, 7104])
    block.batchNormAfter = [.depthwise, .project]
    let two = try Explanation.invertedBottleneck(block)
    #expect([two.weights, two.trainable, two.all] == [6240, 6480, 6720])
  }

  @Test func backToThreeChannels() throws {
    let explanation = try Explanation.invertedBottleneck(in: 3, expand: 18, out: 3)
    #expect([explanation.weights, explanation.trainable, explanation.all] == [270, 348, 426])
    #expect(explanation.steps.last?.substituted == "input and output added; nothing to learn")
  }

  @Test(arguments: [0, -1, Int.max]) func nonsenseIsRefused(_ channels: Int) {
    #expect(throws: (any Error).self) {
      try Explanation.invertedBottleneck(in: channels, expand: 18, out: 18)
    }
  }
}
