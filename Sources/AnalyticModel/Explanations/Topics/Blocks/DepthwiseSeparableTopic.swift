import KerasModels
import LayerCatalog

/// MobileNet's block (Howard et al., "MobileNets", 2017).
struct DepthwiseSeparableTopic: PlannedBlockTopic {
  let name = "depthwise-separable"
  let kind = Block.Kind.depthwiseSeparable
  let title = "Depthwise-separable block"
  let purpose = "MobileNet's block: one filter per channel, then a 1 x 1 convolution that mixes them."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("out", .integer, "channels that go out", isRequired: true),
    LayerArgument("kernel", .integer, "side of the depthwise kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the depthwise convolution, 1 unless given"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1]
  let example: Settings = ["in": 32, "out": 64]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("o", "channels out"), .init("k", "side of the depthwise kernel"),
  ]

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let filtered = try plan.add(
      choices.depthwise(
        "depthwise", kernel: try choices.side("kernel"), stride: try choices.side("stride"), symbols: "k²·c",
        channels: "c"), to: try choices.image())
    plan.add("ReLU", nothing: "nothing to learn")
    _ = try plan.add(
      choices.convolution("project", filters: try choices.channels("out"), symbols: "c·o", channels: "o"),
      to: filtered)
    plan.add("ReLU", nothing: "nothing to learn")
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "SeparableConv2D is the same two convolutions as one layer, with nothing between them: one bias behind the "
        + "second, and no normalization behind the first."
    ]
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    block.options("in", "out", "kernel", "stride")
  }
}
