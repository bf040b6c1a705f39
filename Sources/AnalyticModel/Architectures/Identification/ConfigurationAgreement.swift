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

  private static let joining = ["Add", "Concatenate", "MaxPooling2D", "AveragePooling2D"]

  /// How often branches are joined and extents pooled on the way to the last layer with variables.
  private func joints() -> [String] {
    guard let first = match.pairs.first, let last = match.pairs.last else { return [] }
    var stored: [String: Int] = [:]
    let holder = match.holder
    let begin = match.stored.entries[first.entry].layer
    let end = match.stored.entries[last.entry].layer
    guard begin <= end else { return [] }
    for layer in match.model.layers[begin...end]
    where layer.parent == holder && Self.joining.contains(layer.kind.value) {
      stored[layer.kind.value, default: 0] += 1
    }
    var expected: [String: Int] = [:]
    for layer in match.graph.layers[min(first.layer, last.layer)...last.layer]
    where !layer.isOperation && Self.joining.contains(layer.className) {
      expected[layer.className, default: 0] += 1
    }
    return Self.joining.compactMap { kind in
      let (has, wanted) = (stored[kind, default: 0], expected[kind, default: 0])
      return has == wanted ? nil : "it has \(has) \(kind) layers where \(name) has \(wanted)"
    }
  }
}
