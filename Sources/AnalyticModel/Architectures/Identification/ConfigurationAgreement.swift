import KerasModels
import LayerCatalog

/// Whether the settings that a file's configuration gives agree with an architecture: what shapes cannot show.
struct ConfigurationAgreement {
  let match: ArchitectureMatch

  /// What differs, one sentence each; empty without a configuration.
  var deviations: [String] {
    guard match.model.configuration != nil else { return [] }
    return settings() + joints()
  }

  private func settings() -> [String] {
    var sentences: [String] = []
    for pair in match.pairs {
      let layer = match.model.layers[match.stored.entries[pair.entry].layer]
      guard layer.kind.source == .config else { continue }
      let expected = match.graph.layers[pair.layer]
      if layer.kind.value != expected.className, layer.custom == nil,
        !isSame(layer.kind.value, expected.className)
      {
        sentences.append(
          "\(expected.name) is a \(layer.kind.value) where \(name) has a \(expected.className)")
        continue
      }
      for key in ["strides", "dilation_rate", "groups"] {
        guard let stored = Self.number(layer.settings[key]),
          let wanted = Self.number(expected.settings[key] ?? 1),
          stored != wanted
        else { continue }
        sentences.append(
          "\(expected.name) has \(key) \(Self.text(stored)) where \(name) has \(Self.text(wanted))")
      }
    }
    return sentences
  }

  private var name: String { match.graph.name }

  /// Classes that mean the same layer.
  private func isSame(_ one: String, _ other: String) -> Bool {
    guard let definition = LayerCatalog.definition(named: one) else { return false }
    return definition.className == other
  }

  private static func number(_ value: SettingValue?) -> [Int]? {
    if let single = value?.exactInteger { return [single, single] }
    guard case .list(let elements)? = value, elements.count <= 2 else { return nil }
    let numbers = elements.compactMap(\.exactInteger)
    guard numbers.count == elements.count, let first = numbers.first else { return nil }
    return numbers.count == 1 ? [first, first] : numbers
  }

  private static func text(_ numbers: [Int]) -> String {
    Set(numbers).count == 1 ? String(numbers[0]) : numbers.map(String.init).joined(separator: " x ")
  }

  private static let joining: Set<String> = ["Add", "Concatenate", "MaxPooling2D", "AveragePooling2D"]

  /// What a layer without variables is counted as: joints and poolings by class, activations by function.
  private static func label(_ className: String, _ settings: Settings) -> String? {
    if joining.contains(className) { return className }
    if className == "ReLU" {
      guard let limit = settings["max_value"], limit != .null else { return "relu" }
      return limit == 6 || limit == 6.0 ? "relu6" : "relu with a limit of its own"
    }
    guard className == "Activation", case .string(let name)? = settings["activation"] else { return nil }
    switch name {
    case "swish": return "silu"
    case "hard_swish": return "hard_silu"
    default: return name
    }
  }

  /// How often branches are joined, extents pooled and activations applied on the way to the last layer below the
  /// top.
  private func joints() -> [String] {
    let pairs = match.pairs.filter { !match.graph.layers[$0.layer].isTop }
    guard let first = pairs.first, let last = pairs.last else { return [] }
    let holder = match.holder
    let begin = match.stored.entries[first.entry].layer
    let end = match.stored.entries[last.entry].layer
    guard begin <= end, first.layer <= last.layer else { return [] }
    var stored: [String: Int] = [:]
    var hasOperations = false
    for layer in match.model.layers[begin...end] where layer.parent == holder {
      if let label = Self.label(layer.kind.value, layer.settings) { stored[label, default: 0] += 1 }
      if layer.kind.value.hasSuffix("OpLambda") { hasOperations = true }
    }
    var expected: [String: Int] = [:]
    for layer in match.graph.layers[first.layer...last.layer] where !layer.isOperation {
      if let label = Self.label(layer.className, layer.settings) { expected[label, default: 0] += 1 }
    }
    return Set(stored.keys).union(expected.keys).sorted().compactMap { label in
      // Keras 2 makes activations of operations where Keras 3 has layers.
      if hasOperations, !Self.joining.contains(label) { return nil }
      let (has, wanted) = (stored[label, default: 0], expected[label, default: 0])
      return has == wanted ? nil : "it has \(has) \(label) layers where \(name) has \(wanted)"
    }
  }
}
