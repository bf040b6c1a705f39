import LayerCatalog

/// A class that stored variables can belong to.
struct KindCandidate: Hashable, Sendable {
  var className: String
  /// Whether a name says so, not only the shapes.
  var isNamed: Bool
  /// The ways in which the variables can be read as this class's, best first; empty where the class is known by name
  /// and its variables fit no reading.
  var readings: [RoleReading]

  /// The classes that stored variables can belong to, best first.
  ///
  /// A class that the group's name spells comes first whatever the shapes are: the file says so.
  static func candidates(
    for stored: [StoredShape], groupClass: String?, layerName: String, mayBeComposite: Bool
  ) -> [KindCandidate] {
    if let groupClass {
      let readings = LayerCatalog.definition(named: groupClass)?.readings(of: stored) ?? []
      return [KindCandidate(className: groupClass, isNamed: true, readings: readings)]
    }
    var found: [(KindCandidate, Double)] = []
    let hint = LayerCatalog.className(ofGroup: layerName)
    let isNamedComposite = hint.map { !CompositePart.parts(of: $0).isEmpty } ?? false
    for definition in mayBeComposite || isNamedComposite ? LayerCatalog.definitions : plain {
      let readings = definition.readings(of: stored)
      guard let best = readings.first else { continue }
      let isNamed = definition.className == hint
      found.append(
        (
          KindCandidate(className: definition.className, isNamed: isNamed, readings: readings),
          isNamed ? best.plausibility + 1 : best.plausibility
        ))
    }
    var candidates = found.sorted { $0.1 > $1.1 }.map(\.0)
    // In Keras 2 a wrapped layer's variables may bear the wrapper's own name, whatever that is.
    if !mayBeComposite, !isNamedComposite, hint == nil, let best = candidates.first {
      candidates.append(KindCandidate(className: "TimeDistributed", isNamed: false, readings: best.readings))
    }
    return candidates
  }

  /// The classes whose variables are all their own.
  private static let plain = LayerCatalog.definitions.filter { CompositePart.parts(of: $0.className).isEmpty }
}
