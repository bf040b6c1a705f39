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
  /// Whether the group is that of a class which is not Keras' own.
  var isForeignClass = false
}

enum Recogniser {
  static func recognise(_ weights: [StoredWeight], in context: RecognitionContext) -> Recognition {
    let stored = weights.map {
      StoredShape($0.dataset.shape, name: $0.role, isInteger: $0.dataset.type.isInteger)
    }
    if let node = context.node {
      return Recognition(
        kind: configuredKind(of: node),
        roles: configuredRoles(of: stored, node: node))
    }
    if let className = context.className, stored.isEmpty {
      return Recognition(kind: Kind(className, from: .names), roles: [])
    }
    var traces = LayerTraces(
      stored: stored, groupClass: context.className, isForeignClass: context.isForeignClass,
      name: context.layerName)
    var layer = LayerCatalog.recognize(traces)
    if layer.className == "unknown", !context.isForeignClass, !stored.contains(where: spellsKnownRole) {
      // Names that are not Keras' own tell nothing, as numbers do: shapes are left.
      traces.stored = stored.map { StoredShape($0.shape, isInteger: $0.isInteger) }
      layer = LayerCatalog.recognize(traces)
    }
    return Recognition(
      kind: Kind(layer.className, from: EvidenceSource(layer.evidence), alternatives: layer.alternatives),
      roles: layer.variables.map {
        RecognisedRole(role: $0.role, source: EvidenceSource($0.evidence), alternatives: $0.alternatives)
      })
  }

  /// The class of an entry. An alias stands for the class itself: `GroupQueryAttention`, `BatchNormalizationV1`.
  private static func configuredKind(of node: ConfigurationNode) -> Kind {
    if let definition = LayerCatalog.definition(named: node.className) {
      return Kind(definition.className, from: .config)
    }
    return node.isNamedByRegistration
      ? Kind("unknown", from: .config, alternatives: [node.className]) : Kind(node.className, from: .config)
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

  private static func spellsKnownRole(_ stored: StoredShape) -> Bool {
    stored.name.map { VariableRole(storedName: $0.rawValue) != nil } ?? false
  }

  private static func spelled(_ stored: StoredShape) -> RecognisedRole {
    RecognisedRole(role: stored.name ?? .unknown, source: stored.name == nil ? .shapes : .names)
  }
}

extension EvidenceSource {
  init(_ evidence: KindCandidate.Evidence) {
    self = evidence == .names ? .names : .shapes
  }
}
