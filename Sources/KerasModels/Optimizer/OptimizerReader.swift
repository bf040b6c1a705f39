import Containers
import LayerCatalog

/// What the stored slots of an optimizer tell.
enum OptimizerReader {
  /// A variable that belongs to no layer.
  static func variable(_ weight: StoredWeight) -> Variable {
    var variable = Variable(
      weight,
      role: RecognisedRole(role: weight.role ?? .unknown, source: weight.role == nil ? .shapes : .names))
    variable.trainable = false
    variable.fixed = false
    return variable
  }

  /// The optimizer's name as `compile_config` or the names of the slots give it; values are not read here.
  static func state(of stored: StoredModel, layers: [Layer]) -> OptimizerState? {
    guard !stored.optimizer.isEmpty else { return nil }
    var state = OptimizerState()
    state.name = name(in: stored.training)
    return state
  }

  private static func name(in training: JSONValue?) -> String? {
    let entry = training?["optimizer"] ?? training?["optimizer_config"]
    guard let written = entry?["class_name"]?.string ?? entry?.string else { return nil }
    return written.split(separator: ">").last.map(String.init)
  }
}
