import KerasModels
import LayerCatalog

/// Xception's block (Chollet, 2016).
struct SeparableResidualTopic: PlannedBlockTopic {
  let name = "separable-residual"
  let kind = Block.Kind.separableResidual
  let title = "Separable residual block"
  let purpose =
    "Xception's block: separable convolutions in a row, each with its BatchNorm, and the input added."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument(
      "filters", .integers, "channels that each separable convolution gives, such as 128x128",
      isRequired: true),
    LayerArgument("kernel", .integer, "side of the depthwise kernels, 3 unless given"),
    LayerArgument(
      "stride", .integer, "stride of the pooling behind them and of the shortcut, 1 unless given"),
    LayerArgument("shortcut", .text, "identity or projection, by default what the shapes need"),
  ]
  let defaults: Settings = ["kernel": 3, "stride": 1]
  let example: Settings = ["in": 64, "filters": [128, 128], "stride": 2]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("f₁, f₂ …", "channels that the convolutions give"),
    .init("k", "side of the depthwise kernels"),
  ]

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let entry = try choices.image()
    let input = try choices.channels("in")
    let widths = try choices.channelList("filters")
    let kernel = try choices.side("kernel")
    let stride = try choices.side("stride")
    let output = widths.last ?? input
    let hasProjection = try choices.hasProjection(stride != 1 || input != output)
    guard hasProjection || (input == output && stride == 1) else { throw .setting(name: "shortcut") }
    var shape = entry
    var symbol = "c"
    for (position, width) in widths.enumerated() {
      let next = "f" + Numerals.subscripted(position + 1)
      let name = "pointwise\(position + 1)"
      plan.add("ReLU", nothing: "nothing to learn")
      shape = try plan.add(
        BlockPlan.Step(
          className: "SeparableConv2D",
          settings: [
            "filters": .integer(width), "kernel_size": .integer(kernel), "padding": "same",
            "use_bias": .bool(choices.hasBias(name)),
          ],
          kernels: [
            .init(
              name: "depthwise\(position + 1)", symbols: "k²·\(symbol)", channels: symbol, takesBias: false),
            .init(name: name, symbols: "\(symbol)·\(next)", channels: next),
          ], isNormalized: choices.isNormalized(name)), to: shape)
      symbol = next
    }
    if stride > 1 { plan.add("MaxPooling2D", nothing: "nothing to learn") }
    if hasProjection {
      _ = try plan.add(
        choices.convolution(
          "shortcut", filters: output, stride: stride, symbols: "c·\(symbol)", channels: symbol), to: entry)
    }
    plan.add("Add", nothing: hasProjection ? "with the shortcut" : "the input is added")
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "A SeparableConv2D is one layer with two kernels and, if any, one bias, behind the second; nothing stands "
        + "between the two."
    ]
  }

  func step(named unit: String) -> String { unit == "shortcut" ? unit : "pointwise" + unit }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    let widths = parts.layers.compactMap { layer in
      layer.variables.first { $0.role == .pointwiseKernel }?.shape.last
    }
    guard !widths.isEmpty, var options = block.options("in", "kernel", "stride") else { return nil }
    options["filters"] = .list(widths.map { .integer($0) })
    options["shortcut"] = block.shortcutOption
    return options
  }
}
