import AnalyticModel
import Testing

/// Blocks of ResNet50 of `keras.applications` 3.15.1, as live Keras counts them.
struct ResidualBottleneckExplanationTests {
  struct Row: Sendable {
    var name: String
    var input: Int
    var filters: Int
    var stride: Int
    /// Height and width of the input at 224 x 224.
    var size: Int
    var all: Int
    var trainable: Int
    var multiplyAccumulates: Int
  }

  static let rows: [Row] = [
    Row(
      name: "conv2_block1", input: 64, filters: 64, stride: 1, size: 56, all: 76_928, trainable: 75_648,
      multiplyAccumulates: 231_211_008),
    Row(
      name: "conv2_block2", input: 256, filters: 64, stride: 1, size: 56, all: 71_552, trainable: 70_784,
      multiplyAccumulates: 218_365_952),
    Row(
      name: "conv3_block1", input: 256, filters: 128, stride: 2, size: 56, all: 383_232, trainable: 380_672,
      multiplyAccumulates: 295_436_288),
    Row(
      name: "conv5_block3", input: 2048, filters: 512, stride: 1, size: 7, all: 4_471_808,
      trainable: 4_465_664, multiplyAccumulates: 218_365_952),
  ]

  private func explain(_ words: String, claim: String? = nil) throws -> Explanation {
    let topic = try ExplanationTopics.named("resnet-bottleneck")
    return try topic.explanation(
      topic.settings(TopicOption.all(in: words.split(separator: " ").map(String.init))),
      claim: claim.flatMap { ClaimedCount($0) })
  }

  @Test(arguments: rows) func blocksOfResNet50(_ row: Row) throws {
    let explanation = try explain(
      "--in \(row.input) --filters \(row.filters) --stride \(row.stride) --input-size \(row.size)")
    #expect(explanation.counts.all == row.all)
    #expect(explanation.counts.trainable == row.trainable)
    #expect(explanation.multiplyAccumulates == row.multiplyAccumulates)
  }

  /// An identity cannot join shapes that differ.
  @Test func anImpossibleShortcut() {
    #expect(throws: TopicError.refused(.setting(name: "shortcut"))) {
      try explain("--in 64 --filters 64 --shortcut identity")
    }
  }

  /// The paper's first block of the stage, without biases.
  @Test func aClaimWithoutBiases() throws {
    let claim = try #require(try explain("--in 64 --filters 64", claim: "73728").claim)
    #expect(!claim.isRight)
    #expect(claim.readings.first?.isRight == true)
    #expect(claim.readings.first?.reading == "no biases (use_bias=False); weights alone")
  }

  /// conv2_block2, which is asked about with the channels of conv2_block1.
  @Test func aLaterBlock() throws {
    let claim = try #require(try explain("--in 64 --filters 64", claim: "71552").claim)
    #expect(!claim.isRight)
    #expect(
      claim.readings.first?.reading
        == "it is a later block of the stage, whose input is added as it is, --in 256; all")
  }
}
