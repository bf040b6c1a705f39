import KerasModels
import LayerCatalog

/// MobileNetV2's block (Sandler et al., 2018): `inverted-bottleneck`, and `bottleneck`, by which people who ask about
/// MobileNetV2 mean it.
struct InvertedBottleneckTopic: PlannedBlockTopic {
  let name = "inverted-bottleneck"
  let kind = Block.Kind.invertedBottleneck
  let title = "Inverted bottleneck"
  let purpose =
    "MobileNetV2's block: expand, depthwise, project; with squeeze-and-excite MobileNetV3's."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument(
      "expand", .text, "channels after the expansion, a factor such as x6, or none", isRequired: true),
    LayerArgument("out", .integer, "channels that go out", isRequired: true),
    LayerArgument("kernel", .integer, "side of the depthwise kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the depthwise convolution, 1 unless given"),
    LayerArgument("squeeze", .integer, "reduced width of squeeze-and-excite"),
    LayerArgument("keras_defaults", .flag(false), "Keras' default biases (use_bias=True) in all"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1, "keras_defaults": false]
  let example: Settings = ["in": 3, "expand": "18", "out": 18]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("e", "expanded channels"), .init("o", "channels out"),
    .init("k", "side of the depthwise kernel"), .init("s", "reduced width of squeeze-and-excite"),
  ]

  func heading(_ settings: Settings) -> String {
    let squeeze = settings["squeeze"]?.exactInteger.map { ", squeeze-and-excite to \($0)" } ?? ""
    return
      "\(title)   \(BlockTitle.channels(settings, "in", "expand", "out"))\(BlockTitle.kernel(settings)) depthwise"
      + squeeze
  }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    try BlockOptions.expand(&settings)
    if settings["bias"] == nil, settings["keras_defaults"] == true { settings["bias"] = "all" }
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let (input, output) = (try choices.channels("in"), try choices.channels("out"))
    let stride = try choices.side("stride")
    var shape = try choices.image()
    var middle = "c"
    if choices.settings["expand"] != .null {
      middle = "e"
      shape = try plan.add(
        choices.convolution(
          "expand", filters: try choices.channels("expand"), symbols: "c·e", channels: middle), to: shape)
      plan.add("ReLU6", nothing: "nothing to learn")
    }
    shape = try plan.add(
      choices.depthwise(
        "depthwise", kernel: try choices.side("kernel"), stride: stride, symbols: "k²·\(middle)",
        channels: middle), to: shape)
    plan.add("ReLU6", nothing: "nothing to learn")
    if let squeeze = choices.settings["squeeze"], squeeze != .null {
      try plan.addSqueezeAndExcite(try choices.channels("squeeze"), to: shape, symbol: middle)
    }
    _ = try plan.add(
      choices.convolution("project", filters: output, symbols: "\(middle)·o", channels: "o"), to: shape)
    plan.addSum(isIdentity: stride == 1 && input == output, stride: stride, input: input, output: output)
  }

  /// From a normalization after each convolution to none.
  func patterns(_ steps: [String]) -> [[String]] {
    steps.indices.map { Array(steps[$0...]) }.filter { $0 != ["project"] } + [["depthwise"], []]
  }

  func relatives(_ settings: Settings) -> [(words: String, settings: Settings)] {
    var relatives: [(String, Settings)] = []
    func add(_ words: String, _ option: String, _ value: SettingValue) {
      var other = settings
      other[option] = value
      // Steps that the other one does not have are no steps of its.
      if option == "expand" {
        for choice in ["batch_norm", "bias"] { other[choice] = other[choice]?.without(step: "expand") }
      }
      relatives.append((words, other))
    }
    if let input = settings["in"]?.exactInteger, settings["out"] != settings["in"] {
      add(
        "a block that projects back to its input's \(input) channels, --out \(input)", "out", .integer(input))
    }
    if settings["squeeze"]?.exactInteger != nil {
      add("the block without squeeze-and-excite", "squeeze", .null)
    }
    if settings["expand"] != .null { add("the block without expansion", "expand", .null) }
    return relatives
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    guard var options = block.options("in", "out", "kernel", "stride") else { return nil }
    options["expand"] = block.expand.map { .integer($0) } ?? .null
    options["squeeze"] = block.squeeze.map { .integer($0) } ?? .null
    return options
  }
}

extension SettingValue {
  /// A list of steps without one of them.
  fileprivate func without(step: String) -> SettingValue {
    guard case .string(let text) = self, text != "all" else { return self }
    let steps = text.split { $0 == "," || $0 == "+" || $0 == " " }.filter { $0 != step }
    return .string(steps.isEmpty ? "none" : steps.joined(separator: ","))
  }
}
