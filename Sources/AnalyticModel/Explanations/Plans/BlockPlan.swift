import LayerCatalog

/// A block put together from the catalog's layers, one step after the other, to be counted and explained.
struct BlockPlan {
  private struct Part {
    var counted: CountedBlock.Part
    var layer: String
    var symbols: String
    var kernel: VariableSpecification
    /// Channels of the output in symbols.
    var channels: String
  }

  private enum Row {
    case part(Int)
    case nothing(layer: String, words: String)
  }

  /// A step that a caller adds.
  struct Step {
    var name: String
    var className: String
    var settings: Settings
    /// The kernel's count in symbols.
    var symbols: String
    /// The output's channels in symbols.
    var channels: String
    var isNormalized: Bool
    var takesNormalization = true
  }

  let input: Int
  /// The settings of the batch normalizations.
  private let normalization: Settings
  private var parts: [Part] = []
  private var rows: [Row] = []
  /// For one example; `nil` where the input's size is not known.
  private(set) var multiplyAccumulates: Int?

  init(input: Int, scale: Bool, center: Bool, knowsSize: Bool) {
    self.input = input
    normalization = ["scale": .bool(scale), "center": .bool(center)]
    multiplyAccumulates = knowsSize ? 0 : nil
  }

  /// Adds a convolution and returns what it gives.
  /// - Throws: `PredictionFailure` for settings that no layer can have.
  mutating func add(_ step: Step, to input: TensorShape) throws(PredictionFailure) -> TensorShape {
    guard let definition = LayerCatalog.definition(named: step.className) else {
      throw .notPredictable(reason: "\(step.className) is not in the catalog")
    }
    let variables = try definition.variables(step.settings, inputs: [input]).all
    let output = try definition.outputs(step.settings, inputs: [input])
    guard let kernel = variables.first, let result = output.first else {
      throw .notPredictable(reason: "\(step.className) has no kernel")
    }
    let isDepthwise = kernel.role == .depthwiseKernel
    let window = Array(kernel.shape.dropLast(2))
    let cost = definition.multiplyAccumulates(step.settings, inputs: [input], outputs: output)
    multiplyAccumulates = multiplyAccumulates.flatMap { sum in cost.map { sum &+ $0 } }
    rows.append(.part(parts.count))
    parts.append(
      Part(
        counted: CountedBlock.Part(
          step: step.name, isDepthwise: isDepthwise, window: window,
          input: try input.extent(ofLast: "in"), output: try result.extent(ofLast: "out"),
          weights: kernel.count, hasBias: variables.contains { $0.role == .bias },
          isNormalized: step.isNormalized, takesNormalization: step.takesNormalization),
        layer: "\(step.className) \(window.map(String.init).joined(separator: " x "))",
        symbols: step.symbols, kernel: kernel, channels: step.channels))
    return result
  }

  /// Adds a layer that has nothing to count.
  mutating func add(_ layer: String, nothing words: String) {
    rows.append(.nothing(layer: layer, words: words))
  }

  var counted: CountedBlock {
    CountedBlock(
      input: input, parts: parts.map(\.counted), hasGamma: normalization["scale"] == .bool(true),
      hasBeta: normalization["center"] == .bool(true))
  }

  /// - Throws: `PredictionFailure` where the catalog has no batch normalization.
  func steps() throws(PredictionFailure) -> [Explanation.Step] {
    var steps: [Explanation.Step] = []
    for row in rows {
      switch row {
      case .nothing(let layer, let words): steps.append(.nothing(layer, words))
      case .part(let index):
        let part = parts[index]
        var step = Explanation.Step(
          name: part.counted.step, layer: part.layer, formula: part.symbols,
          substituted: substituted(part.kernel), weights: part.counted.weights,
          bias: part.counted.hasBias ? part.counted.output : 0)
        if part.counted.isNormalized {
          step.normalizedChannels = part.counted.output
          for variable in try normalizationVariables(channels: part.counted.output) {
            if variable.trainable { step.gammaBeta += variable.count } else { step.moving += variable.count }
          }
        }
        steps.append(step)
      }
    }
    return steps
  }

  /// A batch normalization over so many channels, by its own definition.
  private func normalizationVariables(channels: Int) throws(PredictionFailure) -> [VariableSpecification] {
    guard let definition = LayerCatalog.definition(named: "BatchNormalization") else {
      throw .notPredictable(reason: "BatchNormalization is not in the catalog")
    }
    return try definition.variables(normalization, inputs: [[nil, nil, nil, channels]]).all
  }

  /// Without the depth multiplier of 1 that ends a depthwise kernel's shape.
  private func substituted(_ kernel: VariableSpecification) -> String {
    kernel.role == .depthwiseKernel && kernel.shape.last == 1
      ? Numerals.product(Array(kernel.shape.dropLast())) : kernel.formula
  }

  /// The whole count in symbols, by what has a bias and what a normalization follows.
  var general: String {
    var sums = [parts.map(\.symbols).joined(separator: " + ") + " weights"]
    let biases = parts.filter(\.counted.hasBias).map(\.channels)
    if !biases.isEmpty { sums.append(BlockPlan.sum(of: biases) + " biases") }
    let normalized = parts.filter(\.counted.isNormalized).map(\.channels)
    if !normalized.isEmpty {
      let sum = BlockPlan.sum(of: normalized)
      let channels = normalized.count > 1 ? "(\(sum))" : sum
      let counted = counted
      switch (counted.hasGamma, counted.hasBeta) {
      case (true, true): sums.append("2·\(channels) gamma and beta")
      case (true, false): sums.append("\(sum) gamma")
      case (false, true): sums.append("\(sum) beta")
      case (false, false): break
      }
      sums.append("2·\(channels) moving statistics")
    }
    return sums.joined(separator: ", ")
  }

  /// `e`, `e`, `o` become `2·e + o`.
  private static func sum(of symbols: [String]) -> String {
    var counts: [(symbol: String, count: Int)] = []
    for symbol in symbols {
      if let index = counts.firstIndex(where: { $0.symbol == symbol }) {
        counts[index].count += 1
      } else {
        counts.append((symbol, 1))
      }
    }
    return counts.map { $0.count > 1 ? "\($0.count)·\($0.symbol)" : $0.symbol }.joined(separator: " + ")
  }
}

extension TensorShape {
  /// The last extent.
  /// - Throws: `PredictionFailure.setting` where it is not known.
  fileprivate func extent(ofLast name: String) throws(PredictionFailure) -> Int {
    guard let extent = extents.last ?? nil else { throw .setting(name: name) }
    return extent
  }
}
