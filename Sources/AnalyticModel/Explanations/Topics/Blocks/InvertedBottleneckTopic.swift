import KerasModels
import LayerCatalog

/// `inverted-bottleneck`, and `bottleneck`, by which people who ask about MobileNetV2 mean it.
public struct InvertedBottleneckTopic: BlockTopic {
  public let name = "inverted-bottleneck"
  let kind = Block.Kind.invertedBottleneck
  public let purpose =
    "MobileNetV2's block: expand, depthwise, project; with squeeze-and-excite MobileNetV3's."

  public let arguments: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument(
      "expand", .text, "channels after the expansion, a factor such as x6, or none", isRequired: true),
    LayerArgument("out", .integer, "channels that go out", isRequired: true),
    LayerArgument("kernel", .integer, "side of the depthwise kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the depthwise convolution, 1 unless given"),
    LayerArgument("squeeze", .integer, "reduced width of squeeze-and-excite"),
    LayerArgument("batch_norm", .text, "all, none, or steps such as depthwise,project"),
    LayerArgument("bias", .text, "none, all, or steps: which convolutions have a bias"),
    LayerArgument("keras_defaults", .flag(false), "Keras' default biases (use_bias=True) in all"),
    .init("scale", .flag(true), "gamma"), .init("center", .flag(true), "beta"),
    .init("input_size", .integers, "32 or 32x48, for multiply-accumulates"),
  ]

  public let example: Settings = ["in": 3, "expand": "18", "out": 18]

  public init() {}

  public func explanation(
    _ given: Settings, claim: ClaimedCount?
  ) throws(TopicError) -> Explanation {
    let settings = given.isEmpty ? example : given
    do throws(PredictionFailure) {
      let input = try settings.integer("in")
      let expand = try BlockOptions.channels(settings, "expand", factorOf: input)
      var block = InvertedBottleneckSpecification(
        input: input, expand: expand, output: try settings.integer("out"))
      block.kernel = try settings.integer("kernel", default: 3)
      block.stride = try settings.integer("stride", default: 1)
      block.squeeze = try settings.optionalInteger("squeeze")
      block.batchNormAfter = try BlockOptions.steps(settings, "batch_norm", default: "all")
      block.biasIn = try BlockOptions.steps(
        settings, "bias", default: try settings.bool("keras_defaults", default: false) ? "all" : "none")
      block.scale = try settings.bool("scale", default: true)
      block.center = try settings.bool("center", default: true)
      block.inputSize = try BlockOptions.inputSize(settings)
      var explanation = try Explanation.invertedBottleneck(block, claim: claim)
      if given.isEmpty { explanation.options = arguments }
      return explanation
    } catch {
      throw .refused(error)
    }
  }

  func explanation(
    of block: StoredBlock, layers: [Layer], stored: StoredCounts, claim: ClaimedCount?
  ) -> Explanation? {
    guard let input = block.input, let output = block.output, let kernel = block.kernel else { return nil }
    typealias Step = InvertedBottleneckSpecification.Step
    var specification = InvertedBottleneckSpecification(input: input, expand: block.expand, output: output)
    specification.kernel = kernel
    specification.stride = block.stride ?? 1
    specification.squeeze = block.squeeze
    specification.batchNormAfter = Set(block.batchNormAfter.compactMap(Step.init))
    specification.biasIn = Set(block.bias.compactMap(Step.init))
    specification.scale = stored.gamma > 0 || stored.moving == 0
    specification.center = stored.beta > 0 || stored.moving == 0
    return try? Explanation.invertedBottleneck(specification, claim: claim)
  }
}
