import KerasModels
import LayerCatalog

/// A block explained layer by layer, from what is stored.
struct StoredRows {
  private let explained: ExplainedModel
  private let block: StoredBlock

  init(_ explained: ExplainedModel, _ block: StoredBlock) {
    self.explained = explained
    self.block = block
  }

  func explanation(_ stored: StoredCounts, claim: ClaimedCount?) -> Explanation {
    let (steps, counted) = rows
    let words = String(block.kind.map { $0 == "-" ? " " : $0 })
    let channels = [block.input, block.output].compactMap { $0.map(String.init) }.joined(separator: " -> ")
    var explanation = Explanation(
      topic: block.kind, title: words + (channels.isEmpty ? "" : " " + channels), settings: settings,
      steps: steps,
      counts: stored.counts, general: "")
    if let counted, counted.isCountable, counted.hasDistinctSteps, counted.counts == stored.counts {
      let patterns = [counted.parts.filter(\.takesNormalization).map(\.step), []]
      explanation.general = general(counted)
      explanation.symbols = [
        .init("c", "channels in"), .init("f", "filters"),
        .init("k", "side of the kernel, k² for all its taps"),
      ]
      explanation.conventions = BlockNotes.conventions(counted, patterns: patterns)
      explanation.notes = BlockNotes.all(counted)
      explanation.mistakes = BlockNotes.mistakes(counted)
      if let claim { explanation.claim = BlockClaims(block: counted, patterns: patterns).judge(claim) }
    } else if let claim {
      explanation.claim = Explanation.Claim(
        claim, readings: PlainReadings.of(stored).filter { claim.range.contains($0.count) })
    }
    return explanation
  }

  /// The rule for each of its convolutions, which are too many for a formula of the whole.
  private func general(_ block: CountedBlock) -> String {
    var sums = ["k²·c·f weights for each convolution"]
    if block.parts.contains(where: \.hasBias) { sums.append("f biases where it has them") }
    if block.normalizedChannels > 0 {
      let vectors = (block.hasGamma ? 1 : 0) + (block.hasBeta ? 1 : 0)
      let names = [block.hasGamma ? "gamma" : nil, block.hasBeta ? "beta" : nil].compactMap { $0 }
      if vectors > 0 { sums.append((vectors > 1 ? "2·f " : "f ") + names.joined(separator: " and ")) }
      sums.append("2·f moving statistics")
    }
    return Numerals.list(sums)
  }

  private var settings: Settings {
    var settings: Settings = [:]
    for (name, value) in [
      ("in", block.input), ("expand", block.expand), ("out", block.output), ("kernel", block.kernel),
      ("stride", block.stride), ("squeeze", block.squeeze),
    ] {
      settings[name] = value.map { .integer($0) } ?? .null
    }
    return settings
  }

  /// The steps, and the block as counts see it; `nil` where it holds more than convolutions with normalizations.
  private var rows: (steps: [Explanation.Step], counted: CountedBlock?) {
    var steps: [Explanation.Step] = []
    var counted: CountedBlock? = block.input.map { CountedBlock(input: $0, parts: []) }
    /// The step and part of each layer that has a kernel.
    var partOfLayer: [Int: (step: Int, part: Int)] = [:]
    for position in block.layers {
      let layer = explained.model.layers[position]
      guard !layer.variables.isEmpty else {
        if !layer.isModel { steps.append(.nothing(layer.kind.value, "nothing to learn")) }
        continue
      }
      let stored = StoredCounts(layer.variables)
      if isBatchNormalization(layer), let place = fed(position, partOfLayer),
        steps[place.step].normalizedChannels == 0
      {
        let channels = layer.variables.first?.parameters ?? 0
        steps[place.step].gammaBeta = stored.gammaBeta
        steps[place.step].moving = stored.moving
        steps[place.step].normalizedChannels = channels
        counted?.parts[place.part].isNormalized = true
        if stored.gamma == 0 { counted?.hasGamma = false }
        if stored.beta == 0 { counted?.hasBeta = false }
        continue
      }
      let part = part(layer)
      if let part {
        partOfLayer[position] = (steps.count, counted?.parts.count ?? 0)
        counted?.parts.append(part)
      } else {
        counted = nil
      }
      steps.append(step(layer, stored))
    }
    return (steps, counted)
  }

  private func isBatchNormalization(_ layer: Layer) -> Bool {
    ["BatchNormalization", "SyncBatchNormalization"].contains(layer.kind.value)
  }

  /// The convolution that a normalization follows: by the graph, and without one by order and channels.
  private func fed(_ position: Int, _ parts: [Int: (step: Int, part: Int)]) -> (step: Int, part: Int)? {
    let layer = explained.model.layers[position]
    if let inputs = layer.inputs { return inputs.first.flatMap { parts[$0] } }
    guard let previous = parts.keys.filter({ $0 < position }).max(), let place = parts[previous] else {
      return nil
    }
    let kernel = part(explained.model.layers[previous])
    return kernel?.output == layer.variables.first?.shape.last ? place : nil
  }

  private func part(_ layer: Layer) -> CountedBlock.Part? {
    guard let kernel = layer.variables.first(where: { $0.role == .kernel || $0.role == .depthwiseKernel }),
      layer.variables.allSatisfy({ $0.role == kernel.role || $0.role == .bias }),
      ["Conv2D", "DepthwiseConv2D", "Dense", "Conv1D", "DepthwiseConv1D", "Conv3D"].contains(
        layer.kind.value),
      kernel.shape.count >= 2, kernel.shape.allSatisfy({ (1...(1 << 18)).contains($0) })
    else { return nil }
    let isDepthwise = kernel.role == .depthwiseKernel
    let last = Array(kernel.shape.suffix(2))
    return CountedBlock.Part(
      step: shortName(layer), isDepthwise: isDepthwise, window: Array(kernel.shape.dropLast(2)),
      input: last[0],
      output: isDepthwise ? last[0] * last[1] : last[1], weights: kernel.parameters,
      hasBias: layer.variables.contains { $0.role == .bias }, isNormalized: false)
  }

  private func step(_ layer: Layer, _ stored: StoredCounts) -> Explanation.Step {
    let words = LayerCatalog.definition(named: layer.kind.value)?.explanation.variables ?? []
    let kernels = layer.variables.filter { !$0.fixed && ![.bias, .gamma, .beta].contains($0.role) }
    let sides = part(layer)?.window.map(String.init).joined(separator: " x ") ?? ""
    return Explanation.Step(
      name: shortName(layer), layer: layer.kind.value + (sides.isEmpty ? "" : " " + sides),
      formula: kernels.first.flatMap { kernel in words.first { $0.role == kernel.role }?.formula } ?? "",
      substituted: kernels.map { StoredRows.product($0) }.joined(separator: " + "), weights: stored.weights,
      bias: stored.bias, gammaBeta: stored.gammaBeta, moving: stored.moving)
  }

  private static func product(_ variable: Variable) -> String {
    let shape =
      variable.role == .depthwiseKernel && variable.shape.last == 1
      ? Array(variable.shape.dropLast()) : variable.shape
    return Numerals.product(shape)
  }

  /// The layer's name without the block's.
  private func shortName(_ layer: Layer) -> String {
    guard layer.name.hasPrefix(block.name), layer.name.utf8.count > block.name.utf8.count + 1 else {
      return layer.name
    }
    return String(layer.name.dropFirst(block.name.count + 1))
  }
}

/// The readings of counts that nothing more is known of.
enum PlainReadings {
  static func of(_ stored: StoredCounts) -> [Explanation.Reading] {
    let counts = stored.counts
    var readings: [Explanation.Reading] = []
    func add(
      _ words: String, _ count: Int, _ convention: Explanation.Reading.Convention, differences: Int = 0
    ) {
      readings.append(
        .init(
          reading: words, count: count, isRight: true, convention: convention,
          cost: .init(mistakes: 0, differences: differences)))
    }
    let frozen = stored.frozen ?? 0
    add("all, Keras' Total params", counts.all, .all)
    if counts.trainable != counts.all {
      let words = frozen > 0 ? "what training could change if nothing were frozen" : "Keras' Trainable params"
      add("without the moving statistics, " + words, counts.trainable, .trainable)
    }
    if frozen > 0 {
      add("Keras' Trainable params, with what is frozen in this file", counts.trainable &- frozen, .trainable)
    }
    if counts.nonTrainable &+ frozen > 0 {
      add("Keras' Non-trainable params", counts.nonTrainable &+ frozen, .nonTrainable)
    }
    if counts.weights != counts.trainable {
      add("weights alone, without BatchNorm", counts.weights, .weights)
    }
    if stored.bias > 0 {
      add("kernels alone, without biases and BatchNorm", stored.weights, .weights, differences: 1)
    }
    return readings
  }
}
