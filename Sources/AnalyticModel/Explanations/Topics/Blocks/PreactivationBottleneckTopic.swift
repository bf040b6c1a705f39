import KerasModels
import LayerCatalog

/// ResNet v2's block (He et al., "Identity Mappings in Deep Residual Networks", 2016).
struct PreactivationBottleneckTopic: NarrowedBlockTopic {
  let name = "resnet-v2-bottleneck"
  let kind = Block.Kind.preactivationBottleneck
  let title = "ResNet v2 bottleneck"
  let purpose = "ResNet v2's block: BatchNorm in front, 1 x 1 down, 3 x 3, 1 x 1 up, and the input added."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("filters", .integer, "channels of the narrow part", isRequired: true),
    LayerArgument("out", .integer, "channels that go out, 4 times --filters unless given"),
    LayerArgument("kernel", .integer, "side of the middle kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the middle convolution, 1 unless given"),
    LayerArgument("shortcut", .text, "identity or projection, by default what the channels need"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1, "bias": "shortcut,restore"]
  let example: Settings = ["in": 64, "filters": 64]

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    try completeOutput(&settings)
    if settings["shortcut"] == nil {
      settings["shortcut"] = settings["in"] == settings["out"] ? "identity" : "projection"
    }
    // The two that no normalization follows have biases in keras.applications.
    if settings["shortcut"] == "identity", settings["bias"] == defaults["bias"] {
      settings["bias"] = "restore"
    }
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let entry = try choices.image()
    let filters = try choices.channels("filters")
    let output = try choices.channels("out")
    let stride = try choices.side("stride")
    let input = try choices.channels("in")
    let hasProjection = try choices.hasProjection(true)
    guard hasProjection || input == output else { throw .setting(name: "shortcut") }
    plan.addInputNormalization(isNormalized: choices.isNormalized("input"), symbol: "c")
    plan.add("ReLU", nothing: "nothing to learn")
    if hasProjection {
      _ = try plan.add(
        choices.convolution(
          "shortcut", filters: output, stride: stride, symbols: "c·o", channels: "o",
          takesNormalization: false),
        to: entry)
    }
    var shape = try plan.add(
      choices.convolution("reduce", filters: filters, symbols: "c·f", channels: "f"), to: entry)
    plan.add("ReLU", nothing: "nothing to learn")
    shape = try plan.add(
      choices.convolution(
        "convolve", filters: filters, kernel: try choices.side("kernel"), stride: stride, symbols: "k²·f·f",
        channels: "f"), to: shape)
    plan.add("ReLU", nothing: "nothing to learn")
    _ = try plan.add(
      choices.convolution(
        "restore", filters: output, symbols: "f·o", channels: "o", takesNormalization: false), to: shape)
    plan.add(
      "Add",
      nothing: hasProjection
        ? "with the shortcut" : stride == 1 ? "the input is added" : "the input is pooled and added")
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "BatchNorm stands in front here: its first one normalizes the block's input, and none follows the last "
        + "convolution. keras.applications has biases only in the two that no BatchNorm follows, restore and shortcut."
    ]
  }
}
