import AnalyticModel
import LayerCatalog
import Testing

/// Layers explained from options; the counts are `count_params()` and the trainable weights of live Keras 3.15.1.
struct LayerTopicTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var words: String
    var all: Int
    var trainable: Int
    var testDescription: String { words }

    init(_ words: String, _ all: Int, trainable: Int? = nil) {
      self.words = words
      self.all = all
      self.trainable = trainable ?? all
    }
  }

  static let rows: [Row] = [
    Row("conv2d --filters 32 --kernel-size 3 --in 3", 896),
    Row("conv2d --filters 32 --kernel-size 3 --in 3 --no-use-bias", 864),
    Row("Conv2D --filters=32 --kernel_size=3 --in=3 --use-bias=False", 864),
    Row("conv2d --filters 12 --kernel-size 3x5 --groups 3 --in 6", 372),
    Row("conv2d --filters 32 --kernel-size 3 --in 3 --data-format channels_first --input-size 32", 896),
    Row("depthwise-conv2d --kernel-size 3 --in 18", 180),
    Row("depthwise-conv2d --kernel-size 3,3 --depth-multiplier 2 --no-use-bias --channels 18", 324),
    Row("separable-conv2d --filters 24 --kernel-size 3 --in 18", 618),
    Row("conv2d-transpose --filters 4 --kernel-size 3 --in 5", 184),
    Row("dense --units 10 --in 1280", 12_810),
    Row("batch-normalization --in 512", 2048, trainable: 1024),
    Row("batch-normalization --no-scale --in 512", 1536, trainable: 512),
    Row("layer-normalization --in 96", 192), Row("group-normalization --groups 2 --in 6", 12),
    Row("lstm --units 64 --in 32", 24_832), Row("gru --units 64 --in 32", 18_816),
    Row("gru --units 64 --in 32 --no-reset-after", 18_624), Row("simple-rnn --units 64 --in 32", 6208),
    Row("multi-head-attention --num-heads 2 --key-dim 3 --in 8", 218),
    Row("group-query-attention --head-dim 3 --num-query-heads 4 --num-key-value-heads 2 --in 8", 320),
    Row("embedding --input-dim 1000 --output-dim 64", 64_000),
    Row("bidirectional --layer gru --units 4 --in 3", 216),
    Row("bidirectional --layer lstm --backward-layer gru --units 4 --in 3", 236),
    Row("time-distributed --layer conv2d --filters 4 --kernel-size 3 --in 3", 112),
    Row("rnn --cell stacked-rnn-cells --cells lstm-cell,gru-cell --units 4 --in 3", 248),
    Row("prelu --in 5 --input-size 4x4", 80), Row("conv-lstm2d --filters 4 --kernel-size 3 --in 2", 880),
    Row("spectral-normalization --layer conv2d --filters 4 --kernel-size 3 --in 3", 116, trainable: 112),
    Row("einsum-dense --equation abc,cde->abde --output-shape None,3,4 --bias-axes de --in 5", 72),
    Row("relu --in 5", 0),
  ]

  @Test(arguments: rows) func counts(_ row: Row) throws {
    let explanation = try explain(row.words)
    #expect(explanation.counts.all == row.all)
    #expect(explanation.counts.trainable == row.trainable)
    let sum = explanation.steps.reduce(0) { $0 + $1.weights + $1.bias + $1.gammaBeta + $1.moving }
    #expect(sum == row.all)
  }

  /// The whole catalog explains itself, by examples that were written down from live Keras.
  @Test(arguments: LayerCatalog.definitions.map(\.className)) func everyLayerExplainsItsExample(
    _ name: String
  ) throws {
    let definition = try #require(LayerCatalog.definition(named: name))
    guard let example = definition.example else {
      // What runs code of others is refused where it may hold variables.
      let counted = try? explain(name).counts.all
      #expect(counted == nil || counted == 0)
      return
    }
    let explanation = try explain(name)
    #expect(explanation.counts.all == example.parameters)
    #expect(explanation.options == LayerTopic(definition).arguments)
    // Each variable's purpose is told.
    #expect(explanation.steps.allSatisfy { !$0.purpose.isEmpty || $0.formula == "0" }, "\(explanation.steps)")
  }

  @Test func anUnknownOptionIsNamedWithTheKnownOnes() throws {
    #expect(
      throws: TopicError.unknownOption(
        "filter", known: ["units", "use_bias", "lora_rank", "in", "input_size"])
    ) { try explain("dense --filter 3") }
  }

  @Test(arguments: [
    ("conv2d --filters 32 --kernel-size 3", TopicError.missing("in")),
    ("conv2d --in 3", .missing("filters")), ("prelu --in 3", .missing("input_size")),
    ("inverted-bottleneck --in 3", .missing("expand")), ("bidirectional --in 3", .missing("layer")),
    ("dense --units many --in 3", .value(option: "units", expected: "a whole number")),
    ("dense 10", .strayWord("10")), ("dense --units 0 --in 3", .refused(.setting(name: "units"))),
    (
      "time-distributed --layer house", .value(option: "layer", expected: "the name of a layer, such as lstm")
    ),
    (
      "conv2d --filters 4 --kernel-size 7 --in 3 --input-size 4",
      .refused(.inputs(expected: "at least 7 positions"))
    ),
  ]) func refusals(words: String, error: TopicError) throws {
    #expect(throws: error) { try explain(words) }
  }

  @Test func similarTopicsAreNamed() {
    #expect(
      throws: TopicError.unknownTopic(
        "depthwise", similar: ["depthwise-separable", "depthwise-conv2d", "depthwise-conv1d"])
    ) {
      try explain("depthwise")
    }
  }

  @Test func multiplyAccumulatesNeedTheSize() throws {
    #expect(try explain("conv2d --filters 32 --kernel-size 3 --in 3").multiplyAccumulates == nil)
    // Conv1 of MobileNetV2 1.0 at 224 x 224.
    let stem = "conv2d --filters 32 --kernel-size 3 --strides 2 --padding same --no-use-bias --in 3"
    #expect(try explain(stem + " --input-size 224").multiplyAccumulates == 10_838_016)
  }

  struct Claim: Sendable {
    var words: String
    var number: String
    var isRight: Bool
    var reading: String
  }

  @Test(arguments: [
    Claim(
      words: "batch-normalization --in 512", number: "2048", isRight: true,
      reading: "all its variables, Keras' Total params"),
    Claim(
      words: "batch-normalization --in 512", number: "1024", isRight: true, reading: "Keras' Trainable params"
    ),
    Claim(
      words: "batch-normalization --in 512", number: "2", isRight: false,
      reading: "one number per trainable variable, not per channel; trainable"),
    Claim(
      words: "dense --units 10 --in 1280", number: "12,800", isRight: false, reading: "use_bias=False; all"),
    Claim(
      words: "conv2d --filters 32 --kernel-size 3 --in 3 --no-use-bias", number: "288", isRight: false,
      reading: "kernel without its input channels, 3·3·32 in place of 3·3·3·32; all"),
    Claim(
      words: "depthwise-conv2d --kernel-size 3 --in 18 --no-use-bias", number: "2916", isRight: false,
      reading: "depthwise_kernel multiplied by its channels twice, 3·3·18·1·18 in place of 3·3·18·1; all"),
    Claim(
      words: "gru --units 64 --in 32", number: "18624", isRight: false, reading: "reset_after=False; all"),
  ]) func claims(_ row: Claim) throws {
    let claim = try #require(try explain(row.words, claim: row.number).claim)
    #expect(claim.isRight == row.isRight)
    #expect(claim.readings.first?.reading == row.reading)
  }

  private func explain(_ words: String, claim: String? = nil) throws -> Explanation {
    let words = words.split(separator: " ").map(String.init)
    let topic = try ExplanationTopics.named(try #require(words.first))
    let settings = try topic.settings(TopicOption.all(in: Array(words.dropFirst())))
    return try topic.explanation(settings, claim: claim.flatMap { ClaimedCount($0) })
  }
}
