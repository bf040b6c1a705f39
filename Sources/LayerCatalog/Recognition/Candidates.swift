extension LayerCatalog {
  /// The classes that a layer can be, likeliest first.
  ///
  /// A class named by the layer's group stands first whatever its shapes say. Otherwise roles spelled by stored names,
  /// shapes, the layer's name, its parts and the channels of its neighbours are weighed. Every class whose variables
  /// can lie in this way is among the candidates, so that the truth is never absent.
  public static func candidates(for traces: LayerTraces) -> [KindCandidate] {
    if let known = traces.groupClass {
      let readings = definition(named: known)?.readings(of: traces.stored) ?? []
      return [
        KindCandidate(
          known, evidence: .names, readings: readings, plausibility: readings.first?.plausibility ?? 1)
      ]
    }
    let hints = NameHints(traces.name)
    if traces.stored.isEmpty { return withoutVariables(hints) }
    let weights = Weights(traces: traces, hints: hints, parts: PartHints.factors(traces.parts))
    var candidates: [KindCandidate] = []
    for entry in SignatureIndex.byCount[traces.stored.count] ?? [] {
      if let candidate = weights.candidate(entry.definition, readings: entry.readings(of: traces.stored)) {
        candidates.append(candidate)
      }
    }
    let wrappers = SignatureIndex.wrappers.filter { weights.namesWrapper($0.className) }
    for definition in SignatureIndex.composites(for: traces.stored) + wrappers {
      let readings = definition.readings(of: traces.stored)
      if let candidate = weights.candidate(definition, readings: readings) { candidates.append(candidate) }
    }
    candidates.sort { $0.plausibility > $1.plausibility }
    // Groups of a Keras weights file show the layer inside a wrapper. Names in a legacy file of Keras 2 do not: any
    // layer there may stand in a TimeDistributed.
    if let best = candidates.first, weights.hasNames, traces.parts.isEmpty,
      !candidates.contains(where: { $0.className == "TimeDistributed" })
    {
      candidates.append(
        KindCandidate(
          "TimeDistributed", evidence: .shapes, readings: best.readings,
          plausibility: best.plausibility * 0.001))
    }
    return candidates
  }

  /// The same with the traces one by one.
  public static func candidates(
    for stored: [StoredShape], groupClass: String? = nil, name: String? = nil, parts: [String] = [],
    channelsIn: Int? = nil, channelsOut: Int? = nil
  ) -> [KindCandidate] {
    candidates(
      for: LayerTraces(
        stored: stored, groupClass: groupClass, name: name, parts: parts, channelsIn: channelsIn,
        channelsOut: channelsOut))
  }

  /// The likeliest class and roles, with all that the same traces allow beside them.
  public static func recognize(_ traces: LayerTraces) -> RecognizedLayer {
    var candidates = candidates(for: traces)
    let best = candidates.first
    let known = best != nil && !traces.isForeignClass
    // A layer of a class that is not Keras' own only looks like one of them.
    let className = known ? best?.className ?? "unknown" : "unknown"
    if best?.readings.isEmpty ?? false, traces.groupClass != nil {
      // The group's class does not have such variables: what else could have them?
      var open = traces
      open.groupClass = nil
      candidates += self.candidates(for: open)
    }
    let alternatives = candidates.map(\.className).filter { $0 != className }
    let variables = traces.stored.indices.map { position in
      variable(at: position, stored: traces.stored[position], candidates: candidates)
    }
    return RecognizedLayer(
      className: className, evidence: best?.evidence ?? .shapes, alternatives: alternatives,
      variables: variables)
  }

  private static func variable(
    at position: Int, stored: StoredShape, candidates: [KindCandidate]
  ) -> RecognizedVariable {
    var roles: [VariableRole] = []
    for candidate in candidates {
      for reading in candidate.readings where reading.roles.indices.contains(position) {
        let role = reading.roles[position]
        if !roles.contains(role) { roles.append(role) }
      }
    }
    if let name = stored.name {
      // What the file spells is the role, but for a depthwise kernel that Keras 3 calls `kernel`.
      let role = roles.first { name.names($0) } ?? name
      return RecognizedVariable(
        role: role, evidence: .names, alternatives: roles.filter { $0 != role && name.names($0) })
    }
    return RecognizedVariable(
      role: roles.first ?? .unknown, evidence: .shapes, alternatives: Array(roles.dropFirst()))
  }

  /// A layer without variables is told by its name alone.
  private static func withoutVariables(_ hints: NameHints) -> [KindCandidate] {
    hints.factors.sorted { ($1.factor, $0.className) < ($0.factor, $1.className) }
      .filter { lackingVariables.contains($0.className) }
      .map { KindCandidate($0.className, evidence: .names, readings: [], plausibility: $0.factor) }
  }
}

/// What speaks for a class beside the shapes of its variables.
private struct Weights {
  let traces: LayerTraces
  let hints: NameHints
  let parts: [String: Double]
  /// Whether a stored name spells a role that few classes have.
  let namesSettleClass: Bool
  let hasNames: Bool

  init(traces: LayerTraces, hints: NameHints, parts: [String: Double]) {
    self.traces = traces
    self.hints = hints
    self.parts = parts
    namesSettleClass = traces.stored.contains { $0.name.map { Self.tellingRoles.contains($0) } ?? false }
    hasNames = traces.stored.contains { $0.name != nil }
  }

  /// Whether parts or the layer's name speak of a wrapper, which shapes cannot.
  func namesWrapper(_ className: String) -> Bool {
    parts[className] != nil || hints.factor(of: className) != nil
  }

  func candidate(_ definition: any LayerDefinition, readings: [RoleReading]) -> KindCandidate? {
    guard !readings.isEmpty else { return nil }
    let className = definition.className
    var readings = readings
    if traces.channelsIn != nil || traces.channelsOut != nil {
      for index in readings.indices {
        readings[index].plausibility *= ChannelContinuity.factor(
          className: className, reading: readings[index], traces: traces)
      }
      readings.sort { $0.plausibility > $1.plausibility }
    }
    let hint = hints.factor(of: className) ?? 1
    var plausibility = readings[0].plausibility * hint
    if !traces.parts.isEmpty { plausibility *= parts[className] ?? 0.2 }
    let isNamed = namesSettleClass || hint >= 10
    return KindCandidate(
      className, evidence: isNamed ? .names : .shapes, readings: readings, plausibility: plausibility)
  }

  private static let tellingRoles: Set<VariableRole> = [
    .embeddings, .movingMean, .movingVariance, .depthwiseKernel, .pointwiseKernel, .recurrentKernel, .alpha,
    .count,
    .realKernel, .imaginaryKernel, .vectorU, .concatScoreWeight,
  ]
}

extension LayerCatalog {
  /// The classes whose layers can be without variables.
  static let lackingVariables: Set<String> = Set(
    definitions.filter { $0.example?.variables.isEmpty ?? true }.map(\.className))
}
