import Containers
import LayerCatalog

/// What stored variables and their surroundings say of a layer: its class, and a role for each variable.
struct Recognition: Hashable, Sendable {
  var kind: Kind
  /// One per stored variable, in stored order.
  var roles: [RecognisedRole]
}

struct RecognisedRole: Hashable, Sendable {
  var role: VariableRole
  var source: EvidenceSource
  var alternatives: [VariableRole] = []
}

/// What is known of a group before its variables are looked at.
struct RecognitionContext: Hashable, Sendable {
  /// The entry of the configuration, where there is one.
  var node: ConfigurationNode?
  /// The class that the group's name spells, or that its place in a composite layer fixes.
  var className: String?
  /// The layer's name, which in a legacy file may hint at its class.
  var layerName: String = ""
  /// Whether its variables can be those of layers inside it.
  var mayBeComposite = true
}

enum Recogniser {
  static func recognise(_ weights: [StoredWeight], in context: RecognitionContext) -> Recognition {
    let stored = weights.map {
      StoredShape($0.dataset.shape, name: $0.role, isInteger: $0.dataset.type.isInteger)
    }
    if let node = context.node {
      return Recognition(
        // An alias stands for the class itself: `GroupQueryAttention`, `BatchNormalizationV1`.
        kind: Kind(
          LayerCatalog.definition(named: node.className)?.className ?? node.className, from: .config),
        roles: configuredRoles(of: stored, node: node))
    }
    if stored.isEmpty {
      return Recognition(
        kind: context.className.map { Kind($0, from: .names) } ?? Kind("unknown", from: .names), roles: [])
    }
    let candidates = KindCandidate.candidates(
      for: stored, groupClass: context.className, layerName: context.layerName,
      mayBeComposite: context.mayBeComposite)
    return unconfigured(stored, candidates: candidates)
  }

  /// Roles where the class and its settings are known: the best reading that the settings allow.
  private static func configuredRoles(of stored: [StoredShape], node: ConfigurationNode) -> [RecognisedRole] {
    guard !stored.isEmpty else { return [] }
    guard let definition = LayerCatalog.definition(named: node.className) else {
      return stored.map { spelled($0) }
    }
    let readings = definition.readings(of: stored)
    let absent = absentRoles(node.settings)
    let best = readings.first { reading in !reading.roles.contains { absent.contains($0) } } ?? readings.first
    if let best, best.roles.count == stored.count {
      return zip(stored, best.roles).map { stored, role in
        RecognisedRole(role: role, source: stored.name == nil ? .config : .names)
      }
    }
    // Shapes that no reading takes: the settings still tell what stands where.
    if let expected = try? definition.variables(node.settings, inputs: node.buildShapes).all,
      expected.count == stored.count, stored.allSatisfy({ $0.name == nil })
    {
      return expected.map { RecognisedRole(role: $0.role, source: .config) }
    }
    return stored.map { spelled($0) }
  }

  /// Roles that settings switch off.
  private static func absentRoles(_ settings: Settings) -> Set<VariableRole> {
    var absent: Set<VariableRole> = []
    if settings["use_bias"] == .bool(false) { absent.insert(.bias) }
    if settings["scale"] == .bool(false) { absent.insert(.gamma) }
    if settings["center"] == .bool(false) { absent.insert(.beta) }
    return absent
  }

  private static func spelled(_ stored: StoredShape) -> RecognisedRole {
    RecognisedRole(role: stored.name ?? .unknown, source: stored.name == nil ? .shapes : .names)
  }

  private static func unconfigured(_ stored: [StoredShape], candidates: [KindCandidate]) -> Recognition {
    guard let best = candidates.first else {
      return Recognition(kind: Kind("unknown", from: .shapes), roles: stored.map { spelled($0) })
    }
    let others = candidates.dropFirst().map(\.className).filter { $0 != best.className }
    let kind = Kind(
      best.className, from: best.isNamed ? .names : .shapes, alternatives: others.withoutRepetition())
    let allReadings = candidates.flatMap(\.readings).map(\.roles)
    let roles = stored.enumerated().map { position, variable in
      let readings = variable.name == nil ? allReadings.filter { $0.indices.contains(position) } : []
      let role = best.readings.first.map { $0.roles[position] } ?? variable.name ?? .unknown
      let alternatives = readings.map { $0[position] }.filter { $0 != role }.withoutRepetition()
      return RecognisedRole(
        role: role, source: variable.name == nil ? .shapes : .names,
        alternatives: variable.name == nil ? alternatives : [])
    }
    return Recognition(kind: kind, roles: roles)
  }
}

extension Array where Element: Hashable {
  /// The elements in order, each once.
  func withoutRepetition() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
