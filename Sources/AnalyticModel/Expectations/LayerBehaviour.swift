import KerasModels
import LayerCatalog

/// What the catalog knows of a configured layer: its definition with its settings.
struct LayerBehaviour {
  let definition: any LayerDefinition
  let settings: Settings

  /// - Throws: `PredictionFailure.notPredictable` for a class of the user's own, or one that the catalog lacks.
  init(of node: ConfigurationNode) throws(PredictionFailure) {
    if node.isCustom {
      throw .notPredictable(reason: "is of the class \(node.className), which is not Keras' own")
    }
    guard let definition = LayerCatalog.definition(named: node.className) else {
      throw .notPredictable(
        reason: node.isOperation
          ? "is the operation \(node.className), whose result is not predicted"
          : "is of the class \(node.className), which the catalog does not hold")
    }
    self.definition = definition
    settings = node.settings
  }

  func variables(inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    try definition.variables(settings, inputs: inputs)
  }

  func outputs(inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    try definition.outputs(settings, inputs: inputs)
  }

  func multiplyAccumulates(inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    definition.multiplyAccumulates(settings, inputs: inputs, outputs: outputs)
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
  /// A clause that follows the layer's name.
  var clause: String {
    switch self {
    case .setting(let name): "has a setting \(name) that is missing or not Keras'"
    case .unknownExtent(let axis): "needs axis \(axis) of its input, whose extent is not known"
    case .inputs(let expected): "takes \(expected)"
    case .notPredictable(let reason): reason
    }
  }
}
