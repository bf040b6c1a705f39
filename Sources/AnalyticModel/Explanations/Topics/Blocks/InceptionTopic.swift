import KerasModels
import LayerCatalog

/// Modules of Inception and Inception-ResNet (Szegedy et al., 2014 to 2016): branches side by side, concatenated.
struct InceptionTopic: PlannedBlockTopic {
  let name = "inception"
  let kind = Block.Kind.inception
  let title = "Inception module"
  let purpose =
    "Inception's module: branches of convolutions side by side, concatenated; projected and added in "
    + "Inception-ResNet."

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "channels that come in", isRequired: true),
    LayerArgument(
      "branches", .text,
      "branches with / between, their layers with commas: 1x1x64/1x1x48,5x5x64/pool,1x1x32; + for two that read the same",
      isRequired: true),
    LayerArgument(
      "up", .integer,
      "channels of a 1 x 1 convolution behind the concatenation; keras.applications give it a bias, --bias up"
    ),
    LayerArgument("stride", .integer, "stride of each branch's last layer, 1 unless given"),
  ]
  let defaults: Settings = ["stride": 1, "scale": false]
  let example: Settings = [
    "in": 192, "branches": "1x1x64/1x1x48,5x5x64/1x1x64,3x3x96,3x3x96/pool,1x1x32",
  ]
  let symbols: [LayerExplanation.Symbol] = [
    .init("c", "channels in"), .init("f₁₁, f₁₂ …", "filters, by branch and place in it"),
    .init("u", "channels behind the concatenation"),
  ]

  func heading(_ settings: Settings) -> String {
    let branches = (try? InceptionBranches(settings))?.branches ?? []
    let input = settings["in"]?.exactInteger ?? 0
    let width = branches.reduce(0) { $0 &+ $1.outputs(from: input) }
    let up = settings["up"]?.exactInteger.map { " -> \($0)" } ?? ""
    return "\(title)   \(input) -> \(width)\(up), \(branches.count) branches"
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let input = try choices.channels("in")
    var widths: [Int] = []
    var end = try choices.image()
    for (number, branch) in try InceptionBranches(choices.settings).branches.enumerated() {
      end = try add(branch, number, to: &plan, choices)
      widths.append(branch.outputs(from: input))
    }
    let width = widths.reduce(0, &+)
    plan.add(
      "Concatenate", nothing: widths.map(String.init).joined(separator: " + ") + " = \(width) channels")
    guard choices.settings["up"]?.exactInteger != nil else { return }
    let up = choices.convolution(
      "up", filters: try choices.channels("up"), symbols: "\(width)·u", channels: "u",
      takesNormalization: false)
    _ = try plan.add(up, to: TensorShape(Array(end.extents.dropLast()) + [width]))
    plan.add("Add", nothing: "the input is added")
  }

  /// - Returns: what comes out of the branch, of convolutions side by side out of the last.
  private func add(
    _ branch: InceptionBranches.Branch, _ number: Int, to plan: inout BlockPlan, _ choices: BlockChoices
  ) throws(PredictionFailure) -> TensorShape {
    var shape = try choices.image()
    var symbol = "c"
    for (place, layer) in branch.layers.enumerated() {
      let stride = place == branch.layers.count - 1 ? try choices.side("stride") : 1
      let (input, read) = (shape, symbol)
      if layer.convolutions.isEmpty {
        plan.add("pooling", nothing: "nothing to learn")
        shape = input.reduced(by: stride)
      } else {
        symbol = "f" + Numerals.subscripted(number + 1) + Numerals.subscripted(place + 1)
      }
      for (twin, convolution) in layer.convolutions.enumerated() {
        let name = InceptionBranches.name(
          branch: number, place: place, twin: layer.convolutions.count > 1 ? twin : nil)
        shape = try plan.add(
          choices.convolution(name, convolution, stride: stride, from: read, to: symbol), to: input)
      }
    }
    return shape
  }

  func notes(_ block: CountedBlock) -> [String] {
    BlockNotes.all(block) + [
      "A 1 x 7 and a 7 x 1 convolution in a row look at 7 x 7 positions with 14 weights for each pair of channels, not 49.",
      "BatchNorm has no gamma in Inception (scale=False): ReLU behind it lets any factor pass, which the next layer's "
        + "kernel can take over.",
    ]
  }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    guard let input = block.input, let found = InceptionBranches(parts) else { return nil }
    var options: Settings = ["in": .integer(input), "branches": .string(found.branches.text)]
    if let up = found.up { options["up"] = .integer(up) }
    func steps(_ units: [String]) -> SettingValue {
      let names = units.compactMap { found.names[$0] }
      return .string(names.isEmpty ? "none" : names.joined(separator: ","))
    }
    options["bias"] = steps(block.bias)
    options["batch_norm"] = steps(block.batchNormAfter)
    return options
  }
}

extension BlockChoices {
  fileprivate func convolution(
    _ name: String, _ convolution: InceptionBranches.Convolution, stride: Int, from input: String,
    to output: String
  ) -> BlockPlan.Step {
    let sides = convolution.sides.map { SettingValue.integer($0) }
    return BlockPlan.Step(
      className: "Conv2D",
      settings: [
        "filters": .integer(convolution.filters), "kernel_size": .list(sides), "strides": .integer(stride),
        "padding": "same", "use_bias": .bool(hasBias(name)),
      ],
      kernels: [
        .init(
          name: name,
          symbols: (convolution.sides.filter { $0 > 1 }.map(String.init) + [input, output]).joined(
            separator: "·"),
          channels: output)
      ], isNormalized: isNormalized(name))
  }
}

extension TensorShape {
  /// What a pooling of such strides gives.
  fileprivate func reduced(by stride: Int) -> TensorShape {
    TensorShape(
      extents.enumerated().map { axis, extent in
        axis == 0 || axis == extents.count - 1 ? extent : extent.map { ($0 + stride - 1) / stride }
      })
  }
}
