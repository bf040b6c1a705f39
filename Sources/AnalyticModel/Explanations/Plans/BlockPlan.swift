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
    /// Vectors of a layer that is no batch normalization.
    case vectors(Explanation.Step)
    case nothing(layer: String, words: String)
  }

  /// A layer with kernels that a caller adds.
  struct Step {
    /// A kernel, with the bias behind it where it has one.
    struct Kernel {
      var name: String
      /// Its count in symbols.
      var symbols: String
      /// The channels that it gives, in symbols.
      var channels: String
      /// Whether a bias behind it is a matter of choice.
      var takesBias = true
    }

    var className: String
    var settings: Settings
    /// In the order of the layer's variables: most layers have one.
    var kernels: [Kernel]
    /// Whether a batch normalization follows; `nil` where none ever does.
    var isNormalized: Bool?
  }

  let input: Int
  /// The settings of the batch normalizations.
  private let normalization: Settings
  private var parts: [Part] = []
  private var rows: [Row] = []
  /// Sums in symbols of vectors that are no batch normalization's, with what they are.
  private var vectorSymbols: [String] = []
  private var vectors = 0
  /// For one example; `nil` where the input's size is not known.
  private(set) var multiplyAccumulates: Int?

  /// - Parameters:
  ///   - input: channels that come in
  ///   - scale: whether its batch normalizations have gamma
  ///   - center: whether they have beta
  ///   - knowsSize: whether the input's extents are known, so that multiply-accumulates can be counted
  init(input: Int, scale: Bool, center: Bool, knowsSize: Bool) {
    self.input = input
    normalization = ["scale": .bool(scale), "center": .bool(center)]
    multiplyAccumulates = knowsSize ? 0 : nil
  }

  /// Adds a layer with kernels and returns what it gives.
  ///
  /// - Parameter times: how often it is fed the same input: attention that attends to itself reads it twice
  /// - Throws: `PredictionFailure` for settings that no layer can have.
  mutating func add(
    _ step: Step, to input: TensorShape, times: Int = 1
  ) throws(PredictionFailure) -> TensorShape {
    guard let definition = LayerCatalog.definition(named: step.className) else {
      throw .notPredictable(reason: "\(step.className) is not in the catalog")
    }
    let inputs = [TensorShape](repeating: input, count: times)
    let groups = KernelGroup.all(
      of: try definition.variables(step.settings, inputs: inputs).all, className: step.className)
    let output = try definition.outputs(step.settings, inputs: inputs)
    guard groups.count == step.kernels.count, let result = output.first else {
      throw .notPredictable(reason: "\(step.className) has other kernels")
    }
    let cost = definition.multiplyAccumulates(step.settings, inputs: inputs, outputs: output)
    multiplyAccumulates = multiplyAccumulates.flatMap { sum in
      guard let (sum, overflow) = cost.map(sum.addingReportingOverflow), !overflow else { return nil }
      return sum
    }
    for (position, (group, kernel)) in zip(groups, step.kernels).enumerated() {
      let isLast = position == groups.count - 1
      let counted = CountedBlock.Part(
        step: kernel.name, isDepthwise: group.isDepthwise, window: group.window, input: group.input,
        output: group.output, weights: group.kernel.count, hasBias: group.hasBias,
        isNormalized: isLast && step.isNormalized == true,
        takesNormalization: isLast && step.isNormalized != nil,
        takesBias: kernel.takesBias)
      let sides = group.window.isEmpty ? "" : " " + group.window.map(String.init).joined(separator: " x ")
      rows.append(.part(parts.count))
      parts.append(
        Part(
          counted: counted, layer: step.className + sides, symbols: kernel.symbols, kernel: group.kernel,
          channels: kernel.channels))
    }
    return result
  }

  /// Adds the batch normalization that a block begins with.
  ///
  /// - Parameter symbol: the input's channels in symbols
  mutating func addInputNormalization(isNormalized: Bool, symbol: String) {
    rows.append(.part(parts.count))
    let nothing = VariableSpecification(.kernel, [0])
    parts.append(
      Part(
        counted: CountedBlock.Part(
          step: "input", isDepthwise: false, window: [], input: input, output: input, weights: 0,
          hasBias: false, isNormalized: isNormalized, takesBias: false),
        layer: "BatchNormalization", symbols: "", kernel: nothing, channels: symbol))
  }

  /// Adds a layer that has vectors only: a normalization over each example, a factor for each channel.
  ///
  /// - Parameter symbols: the count in symbols
  /// - Throws: `PredictionFailure` for settings that no layer can have.
  mutating func addVectors(
    _ name: String, className: String, settings: Settings = [:], symbols: String, to input: TensorShape
  ) throws(PredictionFailure) {
    guard let definition = LayerCatalog.definition(named: className) else {
      throw .notPredictable(reason: "\(className) is not in the catalog")
    }
    let variables = try definition.variables(settings, inputs: [input]).all
    var step = Explanation.Step(
      name: name, layer: className, formula: symbols,
      substituted: variables.map(\.role.rawValue).joined(separator: ", "))
    step.gammaBeta = variables.reduce(0) { $0 &+ $1.count }
    step.normalizedChannels = variables.first?.count ?? 0
    rows.append(.vectors(step))
    vectorSymbols.append("\(symbols) of \(className)")
    vectors &+= step.gammaBeta
  }

  /// Adds a layer that has nothing to count.
  mutating func add(_ layer: String, nothing words: String) {
    rows.append(.nothing(layer: layer, words: words))
  }

  var counted: CountedBlock {
    CountedBlock(
      input: input, parts: parts.map(\.counted), hasGamma: normalization["scale"] == .bool(true),
      hasBeta: normalization["center"] == .bool(true), vectors: vectors)
  }

  /// - Throws: `PredictionFailure` where the catalog has no batch normalization.
  func steps() throws(PredictionFailure) -> [Explanation.Step] {
    var steps: [Explanation.Step] = []
    for row in rows {
      switch row {
      case .nothing(let layer, let words): steps.append(.nothing(layer, words))
      case .vectors(let step): steps.append(step)
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
    if kernel.count == 0 { return "" }
    return kernel.role == .depthwiseKernel && kernel.shape.last == 1
      ? Numerals.product(Array(kernel.shape.dropLast())) : kernel.formula
  }

  /// Whether a letter stands in its formulas.
  func uses(_ letter: String) -> Bool {
    // Several letters for one thing: `f₁, f₂ …`.
    guard let first = letter.first else { return false }
    return parts.contains { $0.symbols.contains(first) } || vectorSymbols.contains { $0.contains(first) }
  }

  /// The whole count in symbols, by what has a bias and what a normalization follows.
  var general: String {
    var sums = [parts.map(\.symbols).filter { !$0.isEmpty }.joined(separator: " + ") + " weights"]
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
    var layers: [String] = []
    for symbols in vectorSymbols where !layers.contains(symbols) { layers.append(symbols) }
    sums += layers.map { symbols in
      let count = vectorSymbols.count { $0 == symbols }
      return count > 1 ? "\(count)·\(symbols)" : symbols
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
