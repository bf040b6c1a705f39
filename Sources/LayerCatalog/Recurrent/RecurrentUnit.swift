/// Which recurrent unit: how many gates its kernels hold side by side, and how many states it carries.
enum RecurrentUnit: String, CaseIterable, Sendable {
  case simple = "SimpleRNN"
  case gru = "GRU"
  case lstm = "LSTM"

  var gates: Int {
    switch self {
    case .simple: 1
    case .gru: 3
    case .lstm: 4
    }
  }

  var states: Int { self == .lstm ? 2 : 1 }

  var cellClassName: String {
    switch self {
    case .simple: "SimpleRNNCell"
    case .gru: "GRUCell"
    case .lstm: "LSTMCell"
    }
  }

  /// The prefix of the cell's variables in legacy files.
  var legacyCellName: String {
    switch self {
    case .simple: "simple_rnn_cell"
    case .gru: "gru_cell"
    case .lstm: "lstm_cell"
    }
  }

  /// Kernel, recurrent kernel and bias for inputs of this width.
  func variables(_ settings: Settings, features: Int) throws(PredictionFailure) -> [VariableSpecification] {
    let units = try settings.integer("units")
    if settings["consume_less"] != nil, settings["consume_less"] != "gpu", self != .simple {
      return try gateByGate(features: features, units: units)
    }
    let columns = try CheckedCounts.extent(gates, units)
    var own = [try VariableSpecification(checked: .kernel, [features, columns])]
    own.append(try .init(checked: .recurrentKernel, [units, columns]))
    guard try settings.bool("use_bias", default: true) else { return own }
    // READ keras/src/layers/rnn/gru.py 3.15.1: with reset_after a bias for the inputs and one for the state. Before
    // Keras 2.1.3 there was no such setting and one bias; those versions write `implementation` or `consume_less`.
    let isOld = settings["implementation"] != nil || settings["consume_less"] != nil
    let separate = self == .gru ? try settings.bool("reset_after", default: !isOld) : false
    own.append(.init(.bias, separate ? [2, columns] : [columns]))
    return own
  }

  /// Keras 1 keeps kernel, recurrent kernel and bias of each gate apart, unless `consume_less="gpu"`
  /// (READ keras/layers/recurrent.py 1.2.2).
  private func gateByGate(features: Int, units: Int) throws(PredictionFailure) -> [VariableSpecification] {
    var own: [VariableSpecification] = []
    for _ in 0..<gates {
      own.append(try .init(checked: .kernel, [features, units]))
      own.append(try .init(checked: .recurrentKernel, [units, units]))
      own.append(.init(.bias, [units]))
    }
    return own
  }

  /// The reading of stored variables gate by gate, `nil` where they do not lie so.
  func gateByGateReading(of stored: [StoredShape]) -> RoleReading? {
    guard self != .simple, stored.count == 3 * gates else { return nil }
    let pattern: [VariableRole] = [.kernel, .recurrentKernel, .bias]
    for (position, variable) in stored.enumerated() {
      if let name = variable.name, name != pattern[position % 3] { return nil }
      guard variable.shape == stored[position % 3].shape else { return nil }
    }
    let kernel = stored[0].shape
    guard kernel.count == 2, stored[1].shape == [kernel[1], kernel[1]], stored[2].shape == [kernel[1]] else {
      return nil
    }
    return RoleReading((0..<gates).flatMap { _ in pattern }, plausibility: 0.8)
  }

  /// Of 4 units on 3 features, as live Keras has them.
  var exampleVariables: [VariableSpecification] {
    switch self {
    case .simple: [.init(.kernel, [3, 4]), .init(.recurrentKernel, [4, 4]), .init(.bias, [4])]
    case .gru: [.init(.kernel, [3, 12]), .init(.recurrentKernel, [4, 12]), .init(.bias, [2, 12])]
    case .lstm: [.init(.kernel, [3, 16]), .init(.recurrentKernel, [4, 16]), .init(.bias, [16])]
    }
  }

  var exampleParameters: Int {
    switch self {
    case .simple: 32
    case .gru: 108
    case .lstm: 128
    }
  }

  /// How well stored shapes, in the order kernel, recurrent kernel and bias, fit this unit.
  func plausibility(_ shapes: RoleShapes) -> Double {
    let kernel = shapes[.kernel]
    let recurrent = shapes[.recurrentKernel]
    guard kernel.count == 2, recurrent.count == 2, kernel[1] == recurrent[1], recurrent[0] > 0,
      recurrent[1] % recurrent[0] == 0, recurrent[1] / recurrent[0] == gates
    else { return 0 }
    if !shapes.lacks(.bias) {
      let bias = shapes[.bias]
      let fits = bias == [kernel[1]] || (self == .gru && bias == [2, kernel[1]])
      guard fits else { return 0 }
    }
    // A simple unit is a kernel and a square one, which two Dense layers would be as well.
    return self == .simple ? 0.6 : 0.95
  }

  var signatures: [Signature] { Self.allSignatures[self] ?? [] }

  private static let allSignatures: [RecurrentUnit: [Signature]] = Dictionary(
    uniqueKeysWithValues: allCases.map { unit in
      (unit, QuantizedSignatures.withAndWithoutBias([.kernel, .recurrentKernel, .bias], unit.plausibility))
    })

  var arguments: [LayerArgument] {
    [.units, .useBias]
      + (self == .gru ? [LayerArgument("reset_after", .flag(true), "two biases in place of one")] : [])
  }

  var explanation: LayerExplanation {
    let factor = gates == 1 ? "" : "\(gates)·"
    let bias = self == .gru ? "2·3·u" : "\(factor)u"
    let parts =
      switch self {
      case .simple: "one sum"
      case .gru: "update gate, reset gate and candidate"
      case .lstm: "input gate, forget gate, candidate and output gate"
      }
    return LayerExplanation(
      "Reads a sequence step by step and carries a state of u numbers from one step to the next.",
      symbols: [.init("c", "features of a step"), .init("u", "units")],
      variables: [
        .init(.kernel, "c·\(factor)u", "Weights of the step's features (\(parts))."),
        .init(.recurrentKernel, "u·\(factor)u", "Weights of the state carried over (\(parts))."),
        .init(
          .bias, bias,
          self == .gru
            ? "One for the features and one for the state (reset_after=True); 3·u with reset_after=False."
            : "One number for each sum; absent with use_bias=False."),
      ],
      count: self == .gru ? "3·(c·u + u² + 2·u)" : gates == 1 ? "c·u + u² + u" : "\(gates)·(c·u + u² + u)",
      notes: ["The number of steps does not enter: the same weights serve every step."],
      mistakes: self == .gru ? ["Taking 3·u for the bias: Keras' default keeps two."] : [])
  }
}
