import KerasModels
import LayerCatalog

/// Explains a block that a file holds: as the block that a user would describe where it is of a kind that is known so
/// well, and layer by layer otherwise.
struct StoredBlockExplainer {
  private let explained: ExplainedModel
  private let block: StoredBlock
  private let parts: StoredBlockParts
  private let stored: StoredCounts

  init(_ explained: ExplainedModel, _ block: StoredBlock) {
    self.explained = explained
    self.block = block
    parts = StoredBlockParts(block, of: explained)
    stored = StoredCounts(parts.layers.flatMap(\.variables))
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
    guard let topic = ExplanationTopics.kinds.first(where: { $0.kind.rawValue == block.kind }),
      var explanation = topic.explanation(of: block, parts: parts, stored: stored, claim: claim),
      explanation.counts == stored.counts
    else { return nil }
    tellActivation(&explanation)
    tellAddition(&explanation)
    if block.stride == nil { explanation.settings["stride"] = .null }
    return explanation
  }

  /// Which function stands between, as far as the file tells.
  private func tellActivation(_ explanation: inout Explanation) {
    guard !hasReLU6 else { return }
    for index in explanation.steps.indices
    where ["ReLU6", "ReLU", "GELU"].contains(explanation.steps[index].layer) {
      explanation.steps[index].layer = "activation"
    }
  }

  /// Whether the input is added, as the file or its architecture tells.
  private func tellAddition(_ explanation: inout Explanation) {
    guard let last = explanation.steps.lastIndex(where: { $0.layer == "Add" }) else { return }
    switch block.residual {
    case true?:
      if explanation.steps[last].substituted.hasPrefix("none") {
        explanation.steps[last].substituted = "the input is added"
      }
    case false?:
      if explanation.steps[last].substituted == "the input is added" {
        explanation.steps[last].substituted = "none"
      }
    case nil: explanation.steps[last].substituted = "not known"
    }
  }

  /// Whether the file shows the activation that MobileNetV2 has; other networks have others.
  private var hasReLU6: Bool {
    block.layers.contains { position in
      let layer = explained.model.layers[position]
      let limit = layer.settings["max_value"]
      return layer.kind.value == "ReLU" && (limit == 6 || limit == .number(6))
    }
  }
}
