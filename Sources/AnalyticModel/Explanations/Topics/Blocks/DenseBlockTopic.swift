import KerasModels
import LayerCatalog

/// One dense layer of a DenseNet (Huang et al., 2016).
struct DenseBlockTopic: PlannedBlockTopic {
  let name = "dense-block"
  let kind = Block.Kind.denseBlock
  let title = "Dense layer of a DenseNet"
  let purpose =
    "DenseNet's layer: 1 x 1, 3 x 3, each behind its BatchNorm; what it gives stands beside its input."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("growth", .integer, "channels that it adds", isRequired: true),
    LayerArgument("filters", .integer, "channels between, 4 times --growth unless given"),
    LayerArgument("kernel", .integer, "side of the second kernel, 3 unless given"),
  ]
  let defaults: Settings = ["kernel": 3]
  let example: Settings = ["in": 64, "growth": 32]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("f", "channels between"), .init("g", "channels that it adds (growth)"),
    .init("k", "side of the second kernel"),
  ]

  func heading(_ settings: Settings) -> String {
    "\(title)   \(BlockTitle.channels(settings, "in", "filters", "growth")) beside it\(BlockTitle.kernel(settings))"
  }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    guard settings["filters"] == nil else { return }
    settings["filters"] = .integer(try settings.integer("growth").multiplied(by: 4, "growth"))
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let input = try choices.channels("in")
    let growth = try choices.channels("growth")
    plan.addInputNormalization(isNormalized: choices.isNormalized("input"), symbol: "c")
    plan.add("ReLU", nothing: "nothing to learn")
    let narrow = try plan.add(
      choices.convolution("conv1", filters: try choices.channels("filters"), symbols: "c·f", channels: "f"),
      to: try choices.image())
    plan.add("ReLU", nothing: "nothing to learn")
    _ = try plan.add(
      choices.convolution(
        "conv2", filters: growth, kernel: try choices.side("kernel"), symbols: "k²·f·g", channels: "g",
        takesNormalization: false), to: narrow)
    plan.add("Concatenate", nothing: "\(input) + \(growth) = \(input + growth) channels")
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "BatchNorm stands in front here, so that the first one normalizes all channels that came before. The next dense "
        + "layer takes what is concatenated: --in grows by --growth from layer to layer."
    ]
  }

  func step(named unit: String) -> String { unit == "input" ? unit : "conv" + unit }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    guard let input = block.input, let output = block.output, let narrow = block.expand, output > input,
      var options = block.options("in", "kernel")
    else { return nil }
    options["growth"] = .integer(output - input)
    options["filters"] = .integer(narrow)
    return options
  }
}
