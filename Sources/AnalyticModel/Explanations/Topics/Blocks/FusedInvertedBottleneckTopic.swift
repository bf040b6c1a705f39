import KerasModels
import LayerCatalog

/// EfficientNetV2's early block (Tan and Le, 2021).
struct FusedInvertedBottleneckTopic: PlannedBlockTopic {
  let name = "fused-inverted-bottleneck"
  let kind = Block.Kind.fusedInvertedBottleneck
  let title = "Fused inverted bottleneck"
  let purpose =
    "EfficientNetV2's early block: a full convolution in place of expansion and depthwise convolution, then project."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument(
      "expand", .text, "channels after the expansion, a factor such as x4, or none", isRequired: true),
    LayerArgument("out", .integer, "channels that go out", isRequired: true),
    LayerArgument("kernel", .integer, "side of the full convolution's kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the full convolution, 1 unless given"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1]
  let example: Settings = ["in": 24, "expand": "x4", "out": 48, "stride": 2]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("e", "expanded channels"), .init("o", "channels out"),
    .init("k", "side of the full convolution's kernel"),
  ]

  func complete(_ settings: inout Settings) throws(PredictionFailure) { try BlockOptions.expand(&settings) }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    var shape = try choices.image()
    let output = try choices.channels("out")
    let kernel = try choices.side("kernel")
    let stride = try choices.side("stride")
    if choices.settings["expand"] == .null {
      shape = try plan.add(
        choices.convolution(
          "project", filters: output, kernel: kernel, stride: stride, symbols: "k²·c·o", channels: "o"),
        to: shape)
    } else {
      shape = try plan.add(
        choices.convolution(
          "expand", filters: try choices.channels("expand"), kernel: kernel, stride: stride,
          symbols: "k²·c·e", channels: "e"), to: shape)
      plan.add("activation", nothing: "nothing to learn")
      shape = try plan.add(
        choices.convolution("project", filters: output, symbols: "e·o", channels: "o"), to: shape)
    }
    let input = try choices.channels("in")
    plan.addSum(isIdentity: stride == 1 && input == output, stride: stride, input: input, output: output)
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "A full convolution has a filter for each pair of channels: k²·c·e values where expansion and depthwise "
        + "convolution together have c·e + k²·e."
    ]
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    guard block.squeeze == nil, var options = block.options("in", "out", "kernel", "stride") else {
      return nil
    }
    options["expand"] = .string(block.expand.map(String.init) ?? "none")
    return options
  }
}
