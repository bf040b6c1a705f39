/// A Keras 3 operation (`x * 2`, `ops.mean(x)`) that stands among a configuration's layers, or a TensorFlow
/// function of Keras 2. It has no variables; only what it makes of shapes is known.
public struct Operation: Sendable {
  /// The class name in a configuration: `Multiply`, `GetItem`.
  public let name: String
  private let rule: @Sendable (Call) throws(PredictionFailure) -> [TensorShape]

  init(_ name: String, _ rule: @escaping @Sendable (Call) throws(PredictionFailure) -> [TensorShape]) {
    self.name = name
    self.rule = rule
  }

  /// The shapes of the outputs, batch axis first where the inputs have one.
  ///
  /// `settings` are the operation's configuration and the constants passed by keyword; `arguments` what was passed by
  /// position, then the tensors passed by keyword.
  /// - Throws: `PredictionFailure` where the shape cannot be told.
  public func outputs(
    _ settings: Settings, arguments: [OperationArgument]
  ) throws(PredictionFailure) -> [TensorShape] {
    try rule(Call(settings: settings, arguments: arguments))
  }

  /// What an operation was called with.
  struct Call {
    let settings: Settings
    let arguments: [OperationArgument]

    /// Every tensor, lists opened.
    var tensors: [TensorShape] { arguments.flatMap(\.tensors) }

    /// The first tensor.
    func tensor() throws(PredictionFailure) -> TensorShape {
      guard let first = tensors.first else { throw .inputs(expected: "a tensor") }
      return first
    }

    /// Shapes of all operands, constants included.
    func operands() throws(PredictionFailure) -> [[Int?]] {
      var shapes: [[Int?]] = []
      for argument in arguments {
        switch argument {
        case .tensor(let shape): shapes.append(shape.extents)
        case .list(let items): shapes += items.flatMap(\.tensors).map(\.extents)
        case .constant(let value): shapes.append(try OperationArgument.shape(ofConstant: value, depth: 0))
        }
      }
      // TensorFlow's functions name their second operand.
      for key in ["x", "y", "a", "b"] {
        guard let value = settings[key], value != .null else { continue }
        shapes.append(try OperationArgument.shape(ofConstant: value, depth: 0))
      }
      return shapes
    }

    /// A setting, or the constant at a position of the call.
    func value(_ keys: String..., position: Int? = nil) -> SettingValue? {
      for key in keys { if let value = settings[key] { return value } }
      guard let position, arguments.indices.contains(position),
        case .constant(let value) = arguments[position]
      else {
        return nil
      }
      return value
    }
  }
}

/// What is passed to an operation: a tensor, a list, or a constant as the configuration writes it.
public indirect enum OperationArgument: Hashable, Sendable {
  case tensor(TensorShape)
  case list([OperationArgument])
  case constant(SettingValue)

  var tensors: [TensorShape] {
    switch self {
    case .tensor(let shape): [shape]
    case .list(let items): items.flatMap(\.tensors)
    case .constant: []
    }
  }

  /// The shape of a constant: nothing for a number, the extents of nested lists.
  static func shape(ofConstant value: SettingValue, depth: Int) throws(PredictionFailure) -> [Int?] {
    guard depth < 16 else { throw .notPredictable(reason: "a constant is nested too deep") }
    switch value {
    case .list(let items):
      guard let first = items.first else { return [0] }
      return [items.count] + (try shape(ofConstant: first, depth: depth + 1))
    case .dictionary(let entry):
      guard let inner = entry["config"]?.dictionary?["value"] else {
        throw .notPredictable(reason: "a constant is written in an unknown way")
      }
      return try shape(ofConstant: inner, depth: depth + 1)
    default: return []
    }
  }
}
