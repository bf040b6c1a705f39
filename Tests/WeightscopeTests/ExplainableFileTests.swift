import Testing
import Weightscope

/// Explanations of stored models; counts as live Keras 3.15.1 gives them.
struct ExplainableFileTests {
  static let network = Sample.folder + "/mobilenet_v2/mobilenet_v2_0.35_classes_5"

  private func explain(_ path: String, _ item: String? = nil, claim: String? = nil) throws -> Explanation {
    try ExplainableFile(path).explanation(of: item, claim: claim.flatMap { ClaimedCount($0) })
  }

  struct Row: Sendable {
    var item: String
    var weights: Int
    var trainable: Int
    var all: Int
    var multiplyAccumulates: Int?
  }

  static let rows: [Row] = [
    Row(item: "Conv1", weights: 432, trainable: 464, all: 496, multiplyAccumulates: 5_419_008),
    Row(item: "block_1", weights: 1200, trainable: 1408, all: 1616, multiplyAccumulates: 7_375_872),
    Row(item: "block_16", weights: 59_472, trainable: 61_040, all: 62_608, multiplyAccumulates: 2_914_128),
    Row(item: "block_1_depthwise", weights: 432, trainable: 432, all: 432, multiplyAccumulates: 1_354_752),
    Row(item: "block_1_expand_BN", weights: 0, trainable: 96, all: 192, multiplyAccumulates: nil),
    Row(item: "predictions", weights: 6405, trainable: 6405, all: 6405, multiplyAccumulates: 6400),
  ]

  @Test(arguments: rows) func blocksAndLayers(_ row: Row) throws {
    let explanation = try explain(Self.network + ".h5", row.item)
    #expect(explanation.title.hasPrefix(row.item + ": "))
    let counts = explanation.counts
    #expect([counts.weights, counts.trainable, counts.all] == [row.weights, row.trainable, row.all])
    #expect(explanation.multiplyAccumulates == row.multiplyAccumulates)
    let sum = explanation.steps.reduce(0) { $0 + $1.weights + $1.bias + $1.gammaBeta + $1.moving }
    #expect(sum == row.all)
  }

  /// A file without a configuration is explained by the architecture's names.
  @Test(arguments: rows) func standardNames(_ row: Row) throws {
    let counts = try explain(Self.network + ".weights.h5", row.item).counts
    #expect([counts.trainable, counts.all] == [row.trainable, row.all])
  }

  @Test(arguments: [".h5", ".keras", ".weights.h5"]) func theWholeModel(_ ending: String) throws {
    let explanation = try explain(Self.network + ending)
    #expect(explanation.counts == .init(weights: 388_453, trainable: 402_533, all: 416_613))
    #expect(explanation.steps.map(\.name) == ["Conv2D", "BatchNormalization", "DepthwiseConv2D", "Dense"])
    #expect(explanation.steps.map(\.substituted) == ["35", "52", "17", "1"])
    #expect(explanation.steps.map(\.weights) == [358_576, 0, 23_472, 6400])
  }

  /// The block of the question as four kinds of file hold it, with BatchNorm after three, two, one, none.
  @Test(arguments: [("three", 648, 756), ("two", 612, 684), ("one", 576, 612), ("none", 540, 540)])
  func theQuestion(pattern: String, trainable: Int, all: Int) throws {
    for ending in ["h5", "keras", "weights.h5", "legacy.h5"] {
      let counts = try explain(Sample.folder + "/bottleneck/bn_\(pattern).\(ending)").counts
      #expect([counts.weights, counts.trainable, counts.all] == [540, trainable, all])
    }
  }

  struct Claim: Sendable {
    var number: String
    var isRight: Bool
    var reading: String
    var count: Int
  }

  static let claims: [Claim] = [
    Claim(number: "416,613", isRight: true, reading: "all, Keras' Total params", count: 416_613),
    Claim(
      number: "402533", isRight: true, reading: "without the moving statistics, Keras' Trainable params",
      count: 402_533),
    Claim(number: "388453", isRight: true, reading: "weights alone, without BatchNorm", count: 388_453),
    Claim(number: "58M", isRight: true, reading: "multiply-accumulates", count: 58_012_208),
    Claim(
      number: "116M", isRight: true, reading: "FLOPs, two for each multiply-accumulate", count: 116_024_416),
    Claim(
      number: "410,208", isRight: false, reading: "without its classifier (include_top=False); all",
      count: 410_208),
    Claim(number: "1,691,208", isRight: false, reading: "with 1,000 classes; all", count: 1_691_208),
    Claim(number: "1.7M", isRight: false, reading: "bytes of the weights, not parameters", count: 1_666_452),
    Claim(
      number: "380k", isRight: false,
      reading: "without its classifier (include_top=False); weights alone, without BatchNorm", count: 382_048),
    Claim(
      number: "0.41M", isRight: false, reading: "without its classifier (include_top=False); all",
      count: 410_208),
  ]

  @Test(arguments: claims) func numbersAboutTheWhole(_ row: Claim) throws {
    let claim = try #require(try explain(Self.network + ".h5", claim: row.number).claim)
    #expect(claim.isRight == row.isRight)
    let reading = claim.readings.first { $0.reading == row.reading }
    #expect(reading?.count == row.count, "\(claim.readings.map(\.reading))")
    if row.isRight { #expect(claim.readings.first?.reading == row.reading) }
  }

  /// Weights alone cost what the architecture costs, at the size that it is made for or at another.
  @Test func costsOfWeightsAlone() throws {
    let path = Self.network + ".weights.h5"
    let claim = try #require(try explain(path, claim: "58M").claim)
    #expect(claim.isRight)
    #expect(claim.readings.first?.count == 58_012_208)
    let smaller = try ExplainableFile(path, inputSize: [96])
    let cost = try #require(smaller.explanation(claim: ClaimedCount("10660528")).claim)
    #expect(cost.isRight)
    #expect(cost.readings.first?.reading == "multiply-accumulates")
    let explanation = try smaller.explanation()
    #expect(explanation.multiplyAccumulates == 10_660_528)
    #expect(
      explanation.notes.contains { $0.hasSuffix("for one example of 96 x 96, with MobileNetV2's strides.") })
  }

  /// 3.4 M is what people write for 3.47 M.
  @Test func digitsThatWereCutOff() throws {
    let claim = try #require(try explain(Self.network + ".h5", claim: "0.40M").claim)
    #expect(claim.isRight)
    #expect(claim.readings.first?.count == 402_533)
    let cut = try #require(try explain(Self.network + ".h5", claim: "0.38M").claim)
    #expect(!cut.isRight)
    #expect(
      cut.readings.contains {
        $0.reading == "digits cut off, not rounded: weights alone, without BatchNorm" && !$0.isRight
          && $0.count == 388_453
      })
  }

  @Test func aClaimAboutABlock() throws {
    let path = Sample.folder + "/mobilenet_v2/mobilenet_v2_0.35_classes_5.h5"
    #expect(try explain(path, "block_1", claim: "1616").claim?.isRight == true)
    let wrong = try #require(try explain(path, "block_1", claim: "21712").claim)
    #expect(!wrong.isRight)
    #expect(
      wrong.readings.first?.reading
        == "depthwise counted as a full convolution, 3·3·48·48 = 20,736 in place of 3·3·48 = 432; trainable")
  }

  @Test func frozenLayers() throws {
    let path = Sample.folder + "/transfer/flat_frozen.keras"
    let explanation = try explain(path)
    #expect(explanation.frozen == 628)
    #expect(try explain(path, claim: "25").claim?.isRight == true)
    #expect(try explain(path, claim: "740").claim?.isRight == true)
    #expect(try explain(path, "block_1").frozen != 0)
  }

  @Test func anotherInputSize() throws {
    let file = try ExplainableFile(Self.network + ".h5", inputSize: [96])
    // The network's own count at 96 x 96: 59,285,808 at 224 is 1,280,000 for the classifier of 1,000 more.
    let small = try #require(try file.explanation().multiplyAccumulates)
    #expect(small < 58_012_208 / 5 && small > 58_012_208 / 6)
    #expect(try file.explanation(of: "predictions").multiplyAccumulates == 6400)
  }

  @Test(arguments: Sample.all.filter { $0.status != "error" })
  func everyLayerIsExplained(_ sample: Sample) throws {
    let file = try ExplainableFile(sample.path)
    #expect(try file.explanation().counts.all == file.report.totals.parameters)
    let layers = file.report.layers.filter { layer in
      !layer.variables.isEmpty && !layer.isModel && layer.variables.allSatisfy { $0.sameAs == nil }
    }
    // Of large networks some.
    for layer in layers where layers.count < 20 || layer.index % 10 == 0 {
      guard let address = layer.address, !file.report.blocks.contains(where: { $0.name == address }) else {
        continue
      }
      #expect(try file.explanation(of: address).counts.all == layer.parameters, "\(address)")
    }
  }

  @Test func aNameThatNothingHas() throws {
    let file = try ExplainableFile(Self.network + ".h5")
    #expect(throws: TopicError.unknownTopic("block_17", similar: ["block_1"])) {
      try file.explanation(of: "block_17")
    }
  }
}
