import LayerCatalog

/// `inverted-bottleneck`, and `bottleneck`, by which people who ask about MobileNetV2 mean it.
public struct InvertedBottleneckTopic: ExplanationTopic {
  public let name = "inverted-bottleneck"
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
}

/// Options that describe blocks.
enum BlockOptions {
  /// `all`, `none` or a list of steps.
  static func steps<Step>(
    _ settings: Settings, _ name: String, default fallback: String
  ) throws(PredictionFailure) -> Set<Step> where Step: RawRepresentable<String> & CaseIterable & Hashable {
    switch try settings.string(name, default: fallback) {
    case "all": return Set(Step.allCases)
    case "none": return []
    case let words:
      var steps: Set<Step> = []
      for word in words.split(whereSeparator: { $0 == "," || $0 == "+" || $0 == " " }) {
        guard let step = Step(rawValue: String(word)) else { throw .setting(name: name) }
        steps.insert(step)
      }
      return steps
    }
  }

  /// A number of channels, `x6` for a factor of those that come in, `none` and `x1` for no such step.
  static func channels(
    _ settings: Settings, _ name: String, factorOf input: Int
  ) throws(PredictionFailure) -> Int? {
    let text = try settings.string(name)
    if text == "none" || text == "x1" { return nil }
    guard text.hasPrefix("x") else {
      guard let channels = Int(text) else { throw .setting(name: name) }
      return channels
    }
    guard let factor = Int(text.dropFirst()) else { throw .setting(name: name) }
    let (product, overflow) = factor.multipliedReportingOverflow(by: input)
    guard !overflow else { throw .setting(name: name) }
    return product
  }

  static func inputSize(_ settings: Settings) throws(PredictionFailure) -> [Int]? {
    settings["input_size"] == nil ? nil : try settings.integers("input_size", rank: 2)
  }
}
