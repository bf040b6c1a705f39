import KerasModels
import LayerCatalog

/// The block of ResNet18 and ResNet34 (He et al., 2015).
struct ResidualBasicTopic: PlannedBlockTopic {
  let name = "resnet-basic"
  let kind = Block.Kind.residualBasic
  let title = "Basic residual block"
  let purpose = "The block of ResNet18 and 34: two 3 x 3 convolutions, and the input added."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("filters", .integer, "channels of both convolutions", isRequired: true),
    LayerArgument("kernel", .integer, "side of the kernels, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the first convolution and of the shortcut, 1 unless given"),
    LayerArgument("shortcut", .text, "identity or projection, by default what the shapes need"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1]
  let example: Settings = ["in": 64, "filters": 128, "stride": 2]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("f", "filters"), .init("k", "side of the kernels"),
  ]

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let entry = try choices.image()
    let input = try choices.channels("in")
    let filters = try choices.channels("filters")
    let kernel = try choices.side("kernel")
    let stride = try choices.side("stride")
    let hasProjection = try choices.hasProjection(stride != 1 || input != filters)
    guard hasProjection || (input == filters && stride == 1) else { throw .setting(name: "shortcut") }
    if hasProjection {
      _ = try plan.add(
        choices.convolution("shortcut", filters: filters, stride: stride, symbols: "c·f", channels: "f"),
        to: entry)
    }
    let first = try plan.add(
      choices.convolution(
        "conv1", filters: filters, kernel: kernel, stride: stride, symbols: "k²·c·f", channels: "f"),
      to: entry)
    plan.add("ReLU", nothing: "nothing to learn")
    _ = try plan.add(
      choices.convolution("conv2", filters: filters, kernel: kernel, symbols: "k²·f·f", channels: "f"),
      to: first)
    plan.add("Add", nothing: hasProjection ? "with the shortcut" : "the input is added")
    plan.add("ReLU", nothing: "nothing to learn")
  }

  func step(named unit: String) -> String { unit == "shortcut" ? unit : "conv" + unit }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    // With a normalization in front it is a block of another form, ResNet v2's.
    guard !block.batchNormAfter.contains("input"), let output = block.output,
      var options = block.options("in", "kernel", "stride")
    else { return nil }
    options["filters"] = .integer(output)
    options["shortcut"] = block.shortcutOption
    return options
  }
}
