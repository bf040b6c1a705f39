import KerasModels
import LayerCatalog

/// Explains a layer that a file holds: from its settings where these give what is stored, and from what is stored
/// otherwise.
struct StoredLayerExplainer {
  private let explained: ExplainedModel
  private let position: Int
  private let layer: Layer
  private let variables: [Variable]

  init(_ explained: ExplainedModel, _ position: Int) {
    self.explained = explained
    self.position = position
    layer = explained.model.layers[position]
    variables =
      layer.variables + explained.layers(inside: position).flatMap { explained.model.layers[$0].variables }
  }

  func explanation(claim: ClaimedCount?) -> Explanation {
    let stored = StoredCounts(variables)
    var explanation = configured(claim: claim) ?? asStored(stored, claim: claim)
    explanation.title = layer.name + ": " + explanation.title
    explanation.multiplyAccumulates =
      explained.layerCosts.indices.contains(position)
      ? explained.layerCosts[position].flatMap { $0 > 0 ? $0 : nil } : nil
    explanation.notes = stored.notes + deviation + namesakes + explanation.notes
    explanation.frozen = stored.frozen
    return explanation
  }

  private var namesakes: [String] {
    let count = explained.model.layers.count { $0.name == layer.name && !$0.variables.isEmpty }
    guard count > 1, let address = layer.address, address != layer.name else { return [] }
    return ["\(count) layers are called \(layer.name); this is \(address). An address names another one."]
  }

  private var deviation: [String] {
    let entries = explained.analysis.ledger.entries
    guard entries.indices.contains(position), entries[position].verdict == .mismatch else { return [] }
    return ["The file deviates from what is expected: \(entries[position].reason ?? "")"]
  }

  private var definition: (any LayerDefinition)? {
    layer.custom == nil ? LayerCatalog.definition(named: layer.kind.value) : nil
  }

  /// From the settings and what flows in; `nil` without a configuration, and where the file holds something else.
  private func configured(claim: ClaimedCount?) -> Explanation? {
    guard let definition, let flow = explained.analysis.flow,
      let step = flow.steps.first(where: { $0.path == layer.configurationPath && !$0.isRepeated }),
      let inputs = try? flow.inputShapes(of: step),
      let explainer = try? LayerExplainer(
        definition, settings: layer.settings, inputs: inputs, isStored: true),
      explainer.variables.all.map(\.shape).sorted(by: StoredLayerExplainer.precedes)
        == variables.map(\.shape).sorted(by: StoredLayerExplainer.precedes)
    else { return nil }
    return explainer.explanation(topic: LayerTopic(definition).name, claim: claim)
  }

  private static func precedes(_ one: [Int], _ other: [Int]) -> Bool {
    one.lexicographicallyPrecedes(other)
  }

  private func asStored(_ stored: StoredCounts, claim: ClaimedCount?) -> Explanation {
    let words = definition?.explanation
    let steps = variables.map { variable in
      let known = words?.variables.first { $0.role == variable.role }
      var step = Explanation.Step(
        name: variable.role.rawValue, layer: layer.kind.value, formula: known?.formula ?? "",
        substituted: Numerals.product(variable.shape), purpose: known?.purpose ?? "")
      let counts = StoredCounts([variable])
      (step.weights, step.bias, step.gammaBeta, step.moving) = (
        counts.weights, counts.bias, counts.gammaBeta, counts.moving
      )
      return step
    }
    var explanation = Explanation(
      form: .layer, topic: definition.map { LayerTopic($0).name } ?? layer.kind.value,
      title: layer.kind.value,
      settings: [:], purpose: words?.purpose ?? "",
      steps: steps.isEmpty ? [.nothing(layer.kind.value, "nothing to learn")] : steps, counts: stored.counts,
      general: words?.count ?? "", symbols: words?.symbols ?? [],
      notes: words?.notes ?? [], mistakes: (words?.mistakes ?? []).map { .init(count: nil, text: $0) })
    if let claim {
      explanation.claim = Explanation.Claim(
        claim, readings: PlainReadings.of(stored).filter { claim.range.contains($0.count) })
    }
    return explanation
  }
}
