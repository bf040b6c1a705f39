import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

/// Blocks explained from options. Counts and multiply-accumulates are those of blocks of `keras.applications` 3.15.1 at
/// their default sizes, and of blocks that were built with live Keras 3.15.1 where no application has them.
@Suite("Blocks as topics")
struct BlockTopicTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var words: String
    var all: Int
    var trainable: Int
    var multiplyAccumulates: Int?
    var testDescription: String { words }

    init(_ words: String, _ all: Int, _ trainable: Int, _ multiplyAccumulates: Int? = nil) {
      (self.words, self.all, self.trainable) = (words, all, trainable)
      self.multiplyAccumulates = multiplyAccumulates
    }
  }

  static let rows: [Row] = [
    // MobileNet: conv_dw_1, conv_dw_2.
    Row("depthwise-separable --in 32 --out 64 --input-size 112", 2720, 2528, 29_302_784),
    Row("depthwise-separable --in 64 --out 128 --stride 2 --input-size 112", 9536, 9152, 27_496_448),
    // With the biases that Keras adds unless told otherwise: 32 and 64 more.
    Row("depthwise-separable --in 32 --out 64 --bias all", 2816, 2624),
    // EfficientNetV2S: block2a, block1a; EfficientNetV2B0: block2b.
    Row(
      "fused-inverted-bottleneck --in 24 --expand x4 --out 48 --stride 2 --input-size 192", 25_920, 25_632,
      233_570_304),
    Row("fused-inverted-bottleneck --in 24 --expand none --out 24 --input-size 192", 5280, 5232, 191_102_976),
    Row(
      "fused-inverted-bottleneck --in 32 --expand 128 --out 32 --input-size 56", 41_600, 41_280, 128_450_560),
    // Xception: block2, block5.
    Row(
      "separable-residual --in 64 --filters 128x128 --stride 2 --input-size 147", 36_032, 35_264, 613_262_528),
    Row(
      "separable-residual --in 728 --filters 728,728,728 --input-size 19", 1_618_344, 1_613_976, 581_068_488),
    // ResNet50V2: conv2_block1, conv2_block3, whose input is pooled.
    Row("resnet-v2-bottleneck --in 64 --filters 64 --input-size 56", 75_008, 74_624, 231_211_008),
    Row(
      "resnet-v2-bottleneck --in 256 --filters 64 --stride 2 --input-size 56", 71_424, 70_656, 93_126_656),
    // Built with Keras: two convolutions of 3 x 3, with a projection where the stride is 2.
    Row("resnet-basic --in 64 --filters 64", 74_240, 73_984),
    Row("resnet-basic --in 64 --filters 128 --stride 2", 230_912, 230_144),
    Row("resnet-basic --in 64 --filters 128 --stride 2 --bias all", 231_296, 230_528),
    // DenseNet121: conv2_block1, pool2.
    Row("dense-block --in 64 --growth 32 --input-size 56", 45_824, 45_440, 141_295_616),
    Row("dense-transition --in 256 --input-size 56", 33_792, 33_280, 102_760_448),
    // ConvNeXtTiny: stage_0_block_0.
    Row("convnext-block --in 96 --input-size 56", 79_296, 79_296, 245_962_752),
    // InceptionV3: mixed0, mixed3 (without the size, which its valid padding reduces further), mixed9.
    Row(
      "inception --in 192 --branches 1x1x64/1x1x48,5x5x64/1x1x64,3x3x96,3x3x96/pool,1x1x32 --input-size 35",
      256_368, 255_440, 312_345_600),
    Row(
      "inception --in 288 --branches 3x3x384/1x1x64,3x3x96,3x3x96/pool --stride 2", 1_153_920, 1_152_640),
    Row(
      "inception --in 1280 --branches "
        + "1x1x320/1x1x384,1x3x384+3x1x384/1x1x448,3x3x384,1x3x384+3x1x384/pool,1x1x192 --input-size 8",
      5_047_872, 5_041_344, 322_437_120),
    // InceptionResNetV2: block17_1, whose last convolution has the only bias.
    Row(
      "inception --in 1088 --branches 1x1x192/1x1x128,1x7x160,7x1x192 --up 1088 --bias up --input-size 17",
      1_127_456, 1_126_112, 324_937_728),
    // Built with Keras: MultiHeadAttention, two LayerNormalizations, two Dense.
    Row("transformer-encoder --in 128 --num-heads 4", 198_272, 198_272),
    Row("transformer-encoder --in 768 --num-heads 12 --expand 3072", 7_087_872, 7_087_872),
    Row(
      "transformer-encoder --in 64 --num-heads 2 --key-dim 16 --value-dim 24 --expand 96", 23_120, 23_120),
  ]

  private func explain(_ words: String, claim: String? = nil) throws -> Explanation {
    let words = words.split(separator: " ").map(String.init)
    let topic = try ExplanationTopics.named(words[0])
    return try topic.explanation(
      topic.settings(TopicOption.all(in: Array(words.dropFirst()))), claim: claim.flatMap { ClaimedCount($0) }
    )
  }

  @Test(arguments: rows) func counts(_ row: Row) throws {
    let explanation = try explain(row.words)
    #expect(explanation.counts.all == row.all)
    #expect(explanation.counts.trainable == row.trainable)
    #expect(explanation.multiplyAccumulates == row.multiplyAccumulates)
    let steps = explanation.steps
    #expect(steps.reduce(0) { $0 + $1.weights + $1.bias + $1.gammaBeta + $1.moving } == row.all)
    #expect(steps.reduce(0) { $0 + $1.moving } == row.all - row.trainable)
  }

  /// Each number is right in its convention, and says in which.
  @Test(arguments: rows) func claims(_ row: Row) throws {
    for count in [row.all, row.trainable] {
      let claim = try #require(try explain(row.words, claim: String(count)).claim)
      #expect(claim.isRight)
    }
    let wrong = try #require(try explain(row.words, claim: String(row.all + 1)).claim)
    #expect(!wrong.isRight)
  }

  @Test func theMistakeThatIsMadeMost() throws {
    let claim = try #require(
      try explain("depthwise-separable --in 32 --out 64", claim: "11,264").claim)
    #expect(
      claim.readings.first?.reading
        == "depthwise counted as a full convolution, 3·3·32·32 = 9,216 in place of 3·3·32 = 288; weights alone"
    )
  }

  @Test func steps() throws {
    let steps = try explain("separable-residual --in 64 --filters 128 --stride 2").steps
    #expect(steps.map(\.name) == ["", "depthwise1", "pointwise1", "", "shortcut", ""])
    #expect(steps.map(\.formula) == ["0", "k²·c", "c·f₁", "0", "c·f₁", "0"])
    #expect(
      steps.map(\.substituted) == [
        "nothing to learn", "3·3·64", "1·1·64·128", "nothing to learn", "1·1·64·128", "with the shortcut",
      ])
    #expect(steps.map(\.moving) == [0, 0, 256, 0, 256, 0])
  }

  @Test(arguments: [
    (
      "convnext-block", "k²·c + c·e + e·c weights, 2·c + e biases, 2·c of LayerNormalization, c of LayerScale"
    ),
    ("dense-block", "c·f + k²·f·g weights, 2·(c + f) gamma and beta, 2·(c + f) moving statistics"),
    (
      "transformer-encoder",
      "d·h·q + d·h·q + d·h·v + h·v·d + d·e + e·d weights, 2·h·q + h·v + 2·d + e biases, "
        + "2·2·d of LayerNormalization"
    ),
  ]) func generalFormula(_ topic: String, _ formula: String) throws {
    #expect(try explain(topic).general == formula)
  }

  @Test(arguments: [
    (
      "resnet-v2-bottleneck --in 64 --filters 64",
      "ResNet v2 bottleneck   64 -> 64 -> 256, 3 x 3, BatchNorm in front and after both, biases in shortcut and restore"
    ),
    ("dense-transition --in 256", "Transition of a DenseNet   256 -> 128, BatchNorm in front, no biases"),
    (
      "inception",
      "Inception module   192 -> 256, 4 branches, BatchNorm after all 7, no biases"
    ),
    (
      "depthwise-separable --in 32 --out 64 --batch-norm project",
      "Depthwise-separable block   32 -> 64, 3 x 3, BatchNorm after project, no biases"
    ),
    (
      "transformer-encoder --in 128 --num-heads 4",
      "Transformer encoder layer   width 128, 4 heads of 32, 512 between the dense layers"
    ),
  ]) func title(_ words: String, _ title: String) throws {
    #expect(try explain(words).title == title)
  }

  @Test(arguments: [
    "depthwise-separable --in 32 --out 64 --batch-norm expand", "depthwise-separable --in 0 --out 64",
    "depthwise-separable --in 32 --out 64 --kernel 100000",
    "depthwise-separable --in 32 --out 64 --bias shortcut",
    "resnet-basic --in 64 --filters 128 --shortcut identity",
    "resnet-basic --in 64 --filters 64 --shortcut sum",
    "dense-block --in 64 --growth 9007199254740991", "transformer-encoder --in 100 --num-heads 3",
    "transformer-encoder --in 64 --num-heads 2 --input-size 8x8", "convnext-block --in 96 --expand x0",
    "fused-inverted-bottleneck --in 24 --expand wide --out 48",
    "separable-residual --in 64 --filters 64 --input-size 99999999", "inception --in 3 --branches 1x1",
    "inception --in 3 --branches 1x1x4//1x1x4", "inception --in 3 --branches 0x1x4",
    "inception --in 3 --branches 1x1x4/5x5xwide", "inception --in 3 --branches 1x1x4+3x3x4,1x1x4",
  ]) func refused(_ words: String) {
    #expect(throws: TopicError.self) { try explain(words) }
  }

  /// No product of the largest sizes, right or wrong, ends the program.
  @Test(arguments: [
    "inverted-bottleneck --in 262144 --expand 262144 --out 262144 --kernel 1024 --squeeze 262144",
    "fused-inverted-bottleneck --in 262144 --expand none --out 1 --kernel 1024",
    "depthwise-separable --in 262144 --out 262144 --kernel 1024 --input-size 65536",
    "separable-residual --in 262144 --filters 262144x262144 --kernel 1024 --stride 1024 --input-size 65536",
    "transformer-encoder --in 262144 --num-heads 1024 --key-dim 1024 --expand x1 --input-size 65536",
    "inception --in 262144 --branches 1024x1024x16384,1024x1024x131072/pool --up 262144 --input-size 65536",
    "convnext-block --in 65536 --kernel 1024 --input-size 65536", "dense-block --in 262144 --growth 65536",
  ]) func theLargestSizes(_ words: String) throws {
    _ = try explain(words, claim: "300M")
  }

  /// Every topic explains an example when nothing is given, with the options for another one.
  @Test func examples() throws {
    for topic in ExplanationTopics.kinds {
      let explanation = try topic.explanation([:], claim: nil)
      #expect(explanation.counts.all > 0)
      #expect(explanation.options == topic.arguments)
      #expect(topic.arguments.filter(\.isRequired).allSatisfy { topic.example[$0.name] != nil })
    }
    #expect(Set(ExplanationTopics.kinds.map(\.kind)).count == ExplanationTopics.kinds.count)
  }
}

/// Every block of every application, explained from its weights alone by its topic.
@Suite("Blocks of every application, step by step")
struct ApplicationExplanationsTests {
  @Test(arguments: ApplicationsTests.variants)
  func stepByStep(_ variant: ApplicationsOracle.Variant) throws {
    let architecture = try Architectures.named(variant.name)
    var model = BuiltModel(try architecture.graph(variant.arguments(architecture))).weightsOnly
    model.order = LayerOrder(source: .layerNames)
    let analysis = Analysis(model)
    let explained = ExplainedModel(
      name: "weights.h5", model: model, analysis: analysis,
      layerCosts: analysis.architectureCost?.ofLayers ?? [],
      cost: nil, optimizerValues: 0, weightBytes: 0)
    let topics = Set(ExplanationTopics.kinds.map(\.kind))
    for (block, expected) in zip(analysis.blocks, variant.blocks) where topics.contains(block.kind) {
      let explanation = StoredBlockExplainer(explained, StoredBlock(block)).explanation(claim: nil)
      #expect(explanation.counts.all == expected.parameters, "\(expected.name)")
      #expect(explanation.counts.trainable == expected.trainable, "\(expected.name)")
      #expect(explanation.multiplyAccumulates == expected.macs, "\(expected.name)")
      // The rule of rows that are known by their layers alone.
      #expect(!explanation.general.contains("each convolution"), "\(expected.name): \(explanation.title)")
      let sum = explanation.steps.reduce(0) { $0 + $1.weights + $1.bias + $1.gammaBeta + $1.moving }
      #expect(sum == expected.parameters, "\(expected.name)")
    }
  }
}
