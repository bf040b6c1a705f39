import KerasModels
import LayerCatalog

/// ResNet's block (He et al., 2015).
///
/// READ keras/src/applications/resnet.py 3.15.1, `residual_block_v1`: the shortcut's convolution comes first, and the stride
/// is in the first 1 x 1 convolution.
struct ResidualBottleneckTopic: NarrowedBlockTopic {
  let name = "resnet-bottleneck"
  let kind = Block.Kind.residualBottleneck
  let title = "ResNet bottleneck"
  let purpose = "ResNet's block: 1 x 1 down, 3 x 3, 1 x 1 up, and the input added."
  /// All in `keras.applications`, none in the paper.
  let hasBiases = true

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument("filters", .integer, "channels of the narrow part", isRequired: true),
    LayerArgument("out", .integer, "channels that go out, 4 times --filters unless given"),
    LayerArgument("kernel", .integer, "side of the middle kernel, 3 unless given"),
    LayerArgument("stride", .integer, "stride of the first convolution and of the shortcut, 1 unless given"),
    LayerArgument("shortcut", .text, "identity or projection, by default what the shapes need"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1]
  let example: Settings = ["in": 64, "filters": 64, "input_size": 56]

  func heading(_ settings: Settings) -> String {
    let shortcut = settings["shortcut"] == "identity" ? "identity shortcut" : "projection on the shortcut"
    return "\(title)   \(BlockTitle.channels(settings, "in", "filters", "filters", "out"))"
      + "\(BlockTitle.kernel(settings)) in the middle, \(shortcut)"
  }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    try completeOutput(&settings)
    if settings["shortcut"] == nil {
      let isIdentity = settings["in"] == settings["out"] && settings["stride"] == 1
      settings["shortcut"] = isIdentity ? "identity" : "projection"
    }
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let entry = try choices.image()
    let (input, filters) = (try choices.channels("in"), try choices.channels("filters"))
    let (output, stride) = (try choices.channels("out"), try choices.side("stride"))
    let hasProjection = try choices.hasProjection(true)
    guard hasProjection || (input == output && stride == 1) else { throw .setting(name: "shortcut") }
    if hasProjection {
      _ = try plan.add(
        choices.convolution("shortcut", filters: output, stride: stride, symbols: "c·o", channels: "o"),
        to: entry)
    }
    var shape = try plan.add(
      choices.convolution("reduce", filters: filters, stride: stride, symbols: "c·f", channels: "f"),
      to: entry)
    plan.add("ReLU", nothing: "nothing to learn")
    shape = try plan.add(
      choices.convolution(
        "convolve", filters: filters, kernel: try choices.side("kernel"), symbols: "k²·f·f", channels: "f"),
      to: shape)
    plan.add("ReLU", nothing: "nothing to learn")
    _ = try plan.add(
      choices.convolution("restore", filters: output, symbols: "f·o", channels: "o"), to: shape)
    plan.add("Add", nothing: hasProjection ? "with the shortcut" : "the input is added")
    plan.add("ReLU", nothing: "nothing to learn")
  }

  func relatives(_ settings: Settings) -> [(words: String, settings: Settings)] {
    guard settings["shortcut"] == "projection", let output = settings["out"]?.exactInteger else { return [] }
    var identity = settings
    identity["in"] = .integer(output)
    identity["stride"] = 1
    identity["shortcut"] = "identity"
    return [("a later block of the stage, whose input is added as it is, --in \(output)", identity)]
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "keras.applications has biases in all of them (76,928 parameters in conv2_block1 of ResNet50); the paper and "
        + "torchvision have none.",
      "The stride is in the first 1 x 1 convolution here, as in keras.applications; \"ResNet v1.5\" has it in the "
        + "3 x 3. Counts of parameters are the same, multiply-accumulates are not.",
    ]
  }
}
