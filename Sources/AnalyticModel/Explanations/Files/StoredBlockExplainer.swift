import KerasModels
import LayerCatalog

/// Explains a block that a file holds: as the block that a user would describe where it is of a kind that is known so
/// well, and layer by layer otherwise.
struct StoredBlockExplainer {
  private let explained: ExplainedModel
  private let block: StoredBlock
  private let stored: StoredCounts

  init(_ explained: ExplainedModel, _ block: StoredBlock) {
    self.explained = explained
    self.block = block
    stored = StoredCounts(block.layers.flatMap { explained.model.layers[$0].variables })
  }

  func explanation(claim: ClaimedCount?) -> Explanation {
    var explanation =
      specified(claim: claim) ?? StoredRows(explained, block).explanation(stored, claim: claim)
    explanation.title = block.name + ": " + explanation.title
    explanation.multiplyAccumulates = block.multiplyAccumulates
    explanation.notes = notes + explanation.notes
    explanation.frozen = stored.frozen
    return explanation
  }

  private var notes: [String] {
    var notes = stored.notes
    let names = block.layers.filter { !explained.model.layers[$0].variables.isEmpty }.map {
      explained.model.layers[$0].name
    }
    notes.append("In \(explained.name): \(names.joined(separator: ", ")).")
    for position in block.layers {
      let entries = explained.analysis.ledger.entries
      if entries.indices.contains(position), entries[position].verdict == .mismatch,
        let reason = entries[position].reason
      {
        notes.append("\(explained.model.layers[position].name) deviates from what is expected: \(reason)")
      }
    }
    return notes
  }

  /// The block described by its channels; `nil` where its stored variables do not add up to the same counts.
  private func specified(claim: ClaimedCount?) -> Explanation? {
    guard let input = block.input, let output = block.output else { return nil }
    let known: Explanation?
    switch block.kind {
    case "inverted-bottleneck": known = invertedBottleneck(input: input, output: output, claim: claim)
    case "residual-bottleneck": known = residualBottleneck(input: input, output: output, claim: claim)
    default: known = nil
    }
    guard let known, known.counts == stored.counts else { return nil }
    return known
  }

  private func invertedBottleneck(input: Int, output: Int, claim: ClaimedCount?) -> Explanation? {
    var specification = InvertedBottleneckSpecification(input: input, expand: block.expand, output: output)
    guard let kernel = block.kernel else { return nil }
    specification.kernel = kernel
    specification.stride = block.stride ?? 1
    specification.squeeze = block.squeeze
    specification.batchNormAfter = Set(
      block.batchNormAfter.compactMap { InvertedBottleneckSpecification.Step(rawValue: $0) })
    specification.biasIn = Set(block.bias.compactMap { InvertedBottleneckSpecification.Step(rawValue: $0) })
    specification.scale = stored.gamma > 0 || stored.moving == 0
    specification.center = stored.beta > 0 || stored.moving == 0
    guard var explanation = try? Explanation.invertedBottleneck(specification, claim: claim),
      let last = explanation.steps.indices.last
    else { return nil }
    if !hasReLU6 {
      for index in explanation.steps.indices where explanation.steps[index].layer == "ReLU6" {
        explanation.steps[index].layer = "activation"
      }
    }
    switch block.residual {
    case true?: explanation.steps[last].substituted = "the input is added"
    case false? where explanation.steps[last].substituted == "the input is added":
      explanation.steps[last].substituted = "none"
    case false?: break
    case nil: explanation.steps[last].substituted = "not known"
    }
    if block.stride == nil { explanation.settings["stride"] = .null }
    return explanation
  }

  /// Whether the file shows the activation that MobileNetV2 has; other networks have others.
  private var hasReLU6: Bool {
    block.layers.contains { position in
      let layer = explained.model.layers[position]
      let limit = layer.settings["max_value"]
      return layer.kind.value == "ReLU" && (limit == 6 || limit == .number(6))
    }
  }

  private func residualBottleneck(input: Int, output: Int, claim: ClaimedCount?) -> Explanation? {
    guard let filters = block.expand, let kernel = block.kernel else { return nil }
    var specification = ResidualBottleneckSpecification(
      input: input, filters: filters, output: output, stride: block.stride ?? 1)
    specification.kernel = kernel
    specification.hasProjection = block.hasProjection
    let convolutions = specification.steps.count
    specification.batchNormAfter = block.batchNormAfter.isEmpty ? [] : Set(specification.steps)
    specification.biasIn = block.bias.isEmpty ? [] : Set(specification.steps)
    guard [0, convolutions].contains(block.batchNormAfter.count),
      [0, convolutions].contains(block.bias.count)
    else {
      return nil
    }
    return try? Explanation.residualBottleneck(specification, claim: claim)
  }
}
