import LayerCatalog

/// Counts an inverted bottleneck with the catalog's own definitions of its layers.
struct InvertedBottleneckCounter {
  private struct Part {
    var step: InvertedBottleneckSpecification.Step
    var className: String
    var settings: Settings
    var input: TensorShape
    var variables: [VariableSpecification]
    var channels: Int
  }

  private let block: InvertedBottleneckSpecification
  private let parts: [Part]
  let multiplyAccumulates: Int?
  /// Channels that the depthwise convolution works on.
  let depthwiseChannels: Int

  init(_ block: InvertedBottleneckSpecification) throws(PredictionFailure) {
    // Far above any network's sizes, and small enough that no product of them leaves 64 bits.
    for (name, value, most) in [
      ("in", block.input, 1 << 18), ("expand", block.expand ?? 1, 1 << 18), ("out", block.output, 1 << 18),
      ("kernel", block.kernel, 1 << 10), ("stride", block.stride, 1 << 10),
      ("input-size", block.inputSize ?? 1, 1 << 16),
    ] where value < 1 || value > most {
      throw .setting(name: name)
    }
    self.block = block
    depthwiseChannels = block.expand ?? block.input
    var parts: [Part] = []
    var shape = TensorShape([nil, block.inputSize, block.inputSize, block.input])
    var cost: Int? = block.inputSize == nil ? nil : 0
    func add(
      _ step: InvertedBottleneckSpecification.Step, _ className: String, _ settings: Settings, channels: Int
    ) throws(PredictionFailure) {
      guard let definition = LayerCatalog.definition(named: className) else {
        throw .notPredictable(reason: "\(className) is not in the catalog")
      }
      let variables = try definition.variables(settings, inputs: [shape]).all
      let output = try definition.outputs(settings, inputs: [shape])
      let part = definition.multiplyAccumulates(settings, inputs: [shape], outputs: output)
      cost = cost.flatMap { cost in part.map { cost &+ $0 } }
      parts.append(
        Part(
          step: step, className: className, settings: settings, input: shape, variables: variables,
          channels: channels))
      shape = output.first ?? shape
    }
    if let expand = block.expand {
      try add(
        .expand, "Conv2D",
        ["filters": .integer(expand), "kernel_size": 1, "padding": "same", "use_bias": .bool(block.biases)],
        channels: expand)
    }
    try add(
      .depthwise, "DepthwiseConv2D",
      [
        "kernel_size": .integer(block.kernel), "strides": .integer(block.stride), "padding": "same",
        "use_bias": .bool(block.biases),
      ], channels: block.expand ?? block.input)
    try add(
      .project, "Conv2D",
      [
        "filters": .integer(block.output), "kernel_size": 1, "padding": "same",
        "use_bias": .bool(block.biases),
      ],
      channels: block.output)
    self.parts = parts
    multiplyAccumulates = cost
  }

  /// The counts with batch normalizations after these steps.
  func counts(after steps: Set<InvertedBottleneckSpecification.Step>) -> Explanation.Convention {
    let weights = parts.reduce(0) { $0 + $1.variables.reduce(0) { $0 + $1.count } }
    var gammaBeta = 0
    var moving = 0
    for part in parts where steps.contains(part.step) {
      let own = normalization(part.channels)
      gammaBeta += own.gammaBeta
      moving += own.moving
    }
    return Explanation.Convention(
      batchNormAfter: parts.map(\.step).filter(steps.contains).map(\.rawValue), biases: block.biases,
      weights: weights, trainable: weights + gammaBeta, all: weights + gammaBeta + moving)
  }

  /// A batch normalization over so many channels, by its own definition.
  private func normalization(_ channels: Int) -> (gammaBeta: Int, moving: Int) {
    let variables =
      (try? LayerCatalog.definition(named: "BatchNormalization")?.variables(
        [:], inputs: [[nil, nil, nil, channels]]))?
      .all ?? []
    return (
      variables.filter(\.trainable).reduce(0) { $0 + $1.count },
      variables.filter { !$0.trainable }.reduce(0) { $0 + $1.count }
    )
  }

  var steps: [Explanation.Step] {
    var steps: [Explanation.Step] = []
    for part in parts {
      let kernel = part.variables.first { $0.role != .bias }
      let bias = part.variables.filter { $0.role == .bias }.reduce(0) { $0 + $1.count }
      let normalization =
        block.batchNormAfter.contains(part.step) ? self.normalization(part.channels) : (0, 0)
      let isDepthwise = part.step == .depthwise
      steps.append(
        Explanation.Step(
          name: part.step.rawValue,
          layer: isDepthwise ? "DepthwiseConv2D \(block.kernel) x \(block.kernel)" : "Conv2D 1 x 1",
          formula: symbols(part.step),
          substituted: kernel.map { isDepthwise ? depthwiseProduct($0) : $0.formula } ?? "",
          weights: kernel?.count ?? 0, bias: bias, gammaBeta: normalization.0, moving: normalization.1))
      if part.step != .project {
        steps.append(nothing("ReLU6", isDepthwise ? "one filter per channel" : "nothing to learn"))
      }
    }
    let isResidual = block.stride == 1 && block.input == block.output
    steps.append(
      nothing(
        "Add",
        isResidual
          ? "input and output added; nothing to learn"
          : block.stride != 1 ? "none: stride \(block.stride)" : "none: \(block.input) is not \(block.output)"
      ))
    return steps
  }

  private func symbols(_ step: InvertedBottleneckSpecification.Step) -> String {
    switch step {
    case .expand: "c·e"
    case .depthwise: block.expand == nil ? "k²·c" : "k²·e"
    case .project: block.expand == nil ? "c·o" : "e·o"
    }
  }

  /// Without the depth multiplier of 1 that ends the shape.
  private func depthwiseProduct(_ kernel: VariableSpecification) -> String {
    kernel.shape.last == 1 ? kernel.shape.dropLast().map(String.init).joined(separator: "·") : kernel.formula
  }

  private func nothing(_ layer: String, _ words: String) -> Explanation.Step {
    Explanation.Step(
      name: "", layer: layer, formula: "0", substituted: words, weights: 0, bias: 0, gammaBeta: 0, moving: 0)
  }
}
