import KerasModels
import LayerCatalog

/// What the catalog knows of a configured layer or operation.
enum LayerBehaviour {
  case layer(any LayerDefinition, settings: Settings)
  /// A Keras 3 operation among the layers: it has no variables.
  case operation(Operation, settings: Settings)
  /// A whole model, applied to every step of a sequence (`TimeDistributed`).
  case distributedModel(DistributedModel)

  /// - Throws: `PredictionFailure.notPredictable` for a class of the user's own, or one that the catalog lacks.
  init(of node: ConfigurationNode) throws(PredictionFailure) {
    if node.isCustom {
      let name =
        node.isNamedByRegistration
        ? "a class registered as \(node.registeredName ?? node.className)" : "the class \(node.className)"
      throw .notPredictable(reason: "it is of \(name), which is not Keras' own")
    }
    if let model = DistributedModel(node) {
      self = .distributedModel(model)
    } else if node.isOperation {
      guard let operation = LayerCatalog.operation(named: node.className) else {
        throw .notPredictable(reason: "it is the operation \(node.className), whose result is not predicted")
      }
      self = .operation(operation, settings: node.settings)
    } else {
      guard let definition = LayerCatalog.definition(named: node.className) else {
        throw .notPredictable(reason: "it is of the class \(node.className), which the catalog does not hold")
      }
      self = .layer(definition, settings: node.settings)
    }
  }

  /// - Throws: `PredictionFailure` where a setting or an extent that enters the shapes is not known.
  func variables(inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    switch self {
    case .layer(let definition, let settings): try definition.variables(settings, inputs: inputs)
    case .operation: LayerVariables()
    case .distributedModel(let model): try model.variables(inputs: inputs)
    }
  }

  /// The shapes that a call gives.
  ///
  /// - Parameters:
  ///   - call: what is passed, `nil` in a Sequential
  ///   - inputs: the shapes of the call's tensors, in the order of `CallInputs`
  /// - Throws: `PredictionFailure` where the shapes cannot be told.
  func outputs(_ call: LayerCall?, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    switch self {
    case .layer(let definition, var settings):
      // TensorFlow's functions, which Keras 2 keeps as layers, take constants that are passed by name.
      if let call, settings["function"] != nil { call.addConstants(to: &settings) }
      return try definition.outputs(settings, inputs: inputs)
    case .operation(let operation, var settings):
      call?.addConstants(to: &settings)
      let arguments = call?.operationArguments(inputs) ?? inputs.map { .tensor($0) }
      return try operation.outputs(settings, arguments: arguments)
    case .distributedModel(let model):
      return try model.outputs(inputs: inputs)
    }
  }

  /// Multiply-accumulates of one call for one example, `nil` where an extent is not known.
  func multiplyAccumulates(inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    switch self {
    case .layer(let definition, let settings):
      definition.multiplyAccumulates(settings, inputs: inputs, outputs: outputs)
    case .operation: 0
    case .distributedModel(let model): model.multiplyAccumulates(inputs: inputs)
    }
  }
}

extension LayerCall {
  /// Constants that are passed by name stand beside an operation's settings.
  fileprivate func addConstants(to settings: inout Settings) {
    for keyword in keywords where keyword.value.tensors.isEmpty {
      settings[keyword.name] = keyword.value.setting
    }
  }

  /// The arguments with the shapes of their tensors: those by position, then the tensors by name.
  fileprivate func operationArguments(_ shapes: [TensorShape]) -> [OperationArgument] {
    var remaining = shapes[...]
    let named = keywords.map(\.value).filter { !$0.tensors.isEmpty }
    return (arguments + named).map { $0.operationArgument(&remaining) }
  }
}

extension CallArgument {
  fileprivate func operationArgument(_ shapes: inout ArraySlice<TensorShape>) -> OperationArgument {
    switch self {
    case .tensor: shapes.popFirst().map { .tensor($0) } ?? .constant(.null)
    case .list(let elements):
      tensors.isEmpty ? .constant(setting) : .list(elements.map { $0.operationArgument(&shapes) })
    case .constant(let value): .constant(value)
    }
  }

  /// The value as a setting; a tensor is none.
  fileprivate var setting: SettingValue {
    switch self {
    case .tensor: .null
    case .list(let elements): .list(elements.map(\.setting))
    case .constant(let value): value
    }
  }
}

extension ConfigurationNode {
  /// Whether the class is the user's or another package's: Keras registers such a class under `package>Name`. The
  /// applications' own classes (`LayerScale`) are registered too, without a package.
  var isCustom: Bool {
    guard let registeredName, registeredName != className else { return false }
    return registeredName.utf8.contains(UInt8(ascii: ">"))
  }
}

extension PredictionFailure {
  /// A sentence about the layer, which it calls "it".
  public var sentence: String {
    switch self {
    case .setting(let name): "its setting \(name) is missing or not one that Keras takes"
    case .unknownExtent(let axis): "axis \(axis) of what flows into it enters, and is not known"
    case .inputs(let expected): "it takes \(expected)"
    case .notPredictable(let reason): reason
    }
  }
}
