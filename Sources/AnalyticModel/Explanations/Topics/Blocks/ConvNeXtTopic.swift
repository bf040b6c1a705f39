import KerasModels
import LayerCatalog

/// ConvNeXt's block (Liu et al., "A ConvNet for the 2020s", 2022).
struct ConvNeXtTopic: PlannedBlockTopic {
  let name = "convnext-block"
  let kind = Block.Kind.convnext
  let title = "ConvNeXt block"
  let purpose =
    "ConvNeXt's block: 7 x 7 depthwise, LayerNorm, two dense layers to four times the channels and back, a factor "
    + "per channel, and the input added."
  let takesBatchNorm = false
  let hasBiases = true

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in and go out", isRequired: true),
    LayerArgument("expand", .text, "channels between the dense layers, x4 unless given"),
    LayerArgument("kernel", .integer, "side of the depthwise kernel, 7 unless given"),
    LayerArgument("layer_scale", .flag(true), "a factor for each channel"),
  ]
  let defaults: Settings = ["kernel": 7, "expand": "x4", "layer_scale": true]
  let example: Settings = ["in": 96]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in and out"), .init("e", "channels between the dense layers"),
    .init("k", "side of the depthwise kernel"),
  ]

  func heading(_ settings: Settings) -> String {
    "\(title)   \(BlockTitle.channels(settings, "in", "expand", "in"))\(BlockTitle.kernel(settings))"
  }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    try BlockOptions.expand(&settings, isOptional: false)
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let input = try choices.channels("in")
    var shape = try plan.add(
      choices.depthwise(
        "depthwise", kernel: try choices.side("kernel"), symbols: "k²·c", channels: "c",
        takesNormalization: false), to: try choices.image())
    try plan.addVectors("normalize", className: "LayerNormalization", symbols: "2·c", to: shape)
    shape = try plan.add(
      choices.dense("expand", units: try choices.channels("expand"), symbols: "c·e", channels: "e"), to: shape
    )
    plan.add("GELU", nothing: "nothing to learn")
    shape = try plan.add(choices.dense("project", units: input, symbols: "e·c", channels: "c"), to: shape)
    if try choices.settings.bool("layer_scale", default: true) {
      try plan.addVectors(
        "scale", className: "LayerScale", settings: ["projection_dim": .integer(input)], symbols: "c",
        to: shape)
    }
    plan.add("Add", nothing: "the input is added")
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "LayerNorm takes mean and variance of each example as it comes: gamma and beta are all that it keeps, and all of "
        + "the block is trainable.",
      "A dense layer that is fed an image works at each position, as a 1 x 1 convolution does.",
    ]
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    guard let expand = block.expand, var options = block.options("in", "kernel") else { return nil }
    options["expand"] = .string(String(expand))
    // Without a configuration its one vector is the block's only layer of one.
    options["layer_scale"] = .bool(
      parts.layers.contains { $0.variables.count == 1 && $0.variables[0].shape.count == 1 })
    return options
  }
}
