import KerasModels
import LayerCatalog

/// What stands between the dense blocks of a DenseNet (Huang et al., 2016).
struct TransitionTopic: PlannedBlockTopic {
  let name = "dense-transition"
  let kind = Block.Kind.transition
  let title = "Transition of a DenseNet"
  let purpose = "DenseNet's transition: BatchNorm, a 1 x 1 convolution to half the channels, a pooling."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("out", .integer, "channels that go out, half of --in unless given"),
  ]
  let defaults: Settings = [:]
  let example: Settings = ["in": 256]
  let symbols: [LayerExplanation.Symbol] = [.init("c", "channels in"), .init("o", "channels out")]

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    if settings["out"] == nil { settings["out"] = .integer(try settings.integer("in") / 2) }
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    plan.addInputNormalization(isNormalized: choices.isNormalized("input"), symbol: "c")
    plan.add("ReLU", nothing: "nothing to learn")
    _ = try plan.add(
      choices.convolution(
        "conv", filters: try choices.channels("out"), symbols: "c·o", channels: "o", takesNormalization: false
      ),
      to: try choices.image())
    plan.add("AveragePooling2D", nothing: "nothing to learn")
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? { block.options("in", "out") }
}
