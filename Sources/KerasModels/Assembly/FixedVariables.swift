import Containers
import LayerCatalog

/// Which variables a layer's settings take out of training; what no training ever changes is known by its role.
enum FixedVariables {
  /// Whether a kernel is out of training although the layer trains, because LoRA's factors train in its place.
  static func isReplacedByLoRA(_ role: VariableRole, settings: Settings) -> Bool {
    if isKernel(role), case .integer? = settings["lora_rank"] { return true }
    return false
  }

  /// Whether a quantized layer's policy makes a variable that no training changes: the kernel, and what scales it
  /// (Keras 3.15.1 creates them with `trainable=False`).
  static func isQuantized(_ role: VariableRole, settings: Settings) -> Bool {
    guard let mode = quantizationMode(settings),
      mode == "int8" || mode == "int4" || mode == "gptq" || mode == "awq"
    else { return false }
    return role != .bias && !role.rawValue.hasPrefix("lora_")
  }

  /// Whether a variable lies beside a quantized kernel, which takes all but biases and LoRA factors out of training.
  static func isQuantized(_ role: VariableRole, beside weights: [StoredWeight]) -> Bool {
    guard role != .bias, !role.rawValue.hasPrefix("lora_") else { return false }
    return weights.contains { $0.dataset.type.isQuantized }
  }

  /// The mode of a quantized layer's policy: `int8`, `int4`, `float8`; `nil` for a layer that is not quantized.
  static func quantizationMode(_ settings: Settings) -> String? {
    guard case .dictionary(let policy)? = settings["dtype"], case .dictionary(let config)? = policy["config"],
      case .string(let mode)? = config["mode"]
    else { return nil }
    return mode.split(separator: "/").first.map(String.init)
  }

  private static func isKernel(_ role: VariableRole) -> Bool {
    role == .kernel || role == .embeddings
  }
}

extension StoredType {
  /// Whether Keras keeps quantized kernels in this type: signed bytes, and unsigned ones for GPTQ and AWQ.
  fileprivate var isQuantized: Bool {
    guard case .integer = self.class else { return false }
    return size == 1
  }
}
