import KerasModels
import LayerCatalog

/// Explains the totals of a whole model, or of a model inside it, kind of layer by kind of layer.
struct ModelExplainer {
  private let explained: ExplainedModel
  /// Position of the model inside the model; `nil` for the whole.
  private let below: Int?
  /// The layers that count.
  private let positions: [Int]

  init(_ explained: ExplainedModel, below: Int? = nil) {
    self.explained = explained
    self.below = below
    positions = below.map { [$0] + explained.layers(inside: $0) } ?? Array(explained.model.layers.indices)
  }

  func explanation(claim: ClaimedCount?) -> Explanation {
    let stored = StoredCounts(positions.flatMap { explained.model.layers[$0].variables })
    var explanation = Explanation(
      form: .model, topic: "model", title: title, settings: settings, steps: steps, counts: stored.counts,
      general: "", multiplyAccumulates: cost, notes: stored.notes + notes(stored))
    explanation.frozen = stored.frozen
    if let claim {
      explanation.claim = ModelClaims(
        explained: explained, positions: positions, stored: stored, cost: cost, isWhole: below == nil
      ).judge(claim)
    }
    return explanation
  }

  private var cost: Int? {
    guard below != nil else { return explained.cost.flatMap { $0 > 0 ? $0 : nil } }
    var sum = 0
    for position in positions
    where !explained.model.layers[position].isModel && explained.model.layers[position].partAttribute == nil {
      guard explained.layerCosts.indices.contains(position), let cost = explained.layerCosts[position] else {
        if explained.model.layers[position].variables.isEmpty { continue }
        return nil
      }
      sum &+= cost
    }
    return sum > 0 ? sum : nil
  }

  private var title: String {
    if let below { return explained.model.layers[below].name + " in " + explained.name }
    guard let architecture = explained.analysis.architecture else { return explained.name }
    let relation =
      switch architecture.match {
      case .exact: ""
      case .backbone: " as backbone"
      case .deviates: ", with deviations"
      }
    return "\(explained.name)   \(architecture.name)\(relation)"
  }

  private var settings: Settings {
    below == nil ? explained.analysis.architecture?.variant ?? [:] : [:]
  }

  /// One step for each kind of layer that has variables, in the order in which they first come.
  private var steps: [Explanation.Step] {
    var kinds: [String] = []
    var sums: [String: StoredCounts] = [:]
    var layers: [String: Set<Int>] = [:]
    for position in positions where !explained.model.layers[position].variables.isEmpty {
      let owner = explained.owner(of: position)
      let kind = explained.model.layers[owner].kind.value
      if sums[kind] == nil { kinds.append(kind) }
      sums[kind] = (sums[kind] ?? StoredCounts()) + StoredCounts(explained.model.layers[position].variables)
      layers[kind, default: []].insert(owner)
    }
    return kinds.map { kind in
      let sum = sums[kind] ?? StoredCounts()
      let count = layers[kind]?.count ?? 0
      return Explanation.Step(
        name: kind, layer: "\(count) layer\(count == 1 ? "" : "s")",
        formula: LayerCatalog.definition(named: kind)?.explanation.count ?? "", substituted: String(count),
        weights: sum.weights, bias: sum.bias, gammaBeta: sum.gammaBeta, moving: sum.moving)
    }
  }

  private func notes(_ stored: StoredCounts) -> [String] {
    var notes: [String] = []
    if stored.moving > 0, stored.gammaBeta > 0 {
      notes.append(
        "BatchNorm learns two numbers per channel, gamma and beta, and keeps two that no gradient ever changes: running "
          + "averages of the mean and the variance seen in training. A mini-batch's own mean and variance are stored "
          + "nowhere: they are no parameters.")
    }
    if below == nil, explained.optimizerValues > 0 {
      notes.append(
        "The optimizer's \(Numerals.grouped(explained.optimizerValues)) values are not counted; summary() of a compiled "
          + "model adds them to its Total params.")
    }
    if cost != nil {
      notes.append(
        "Multiply-accumulates count convolutions, depthwise convolutions and dense layers, for one example\(size)."
      )
    }
    if cost == nil, below == nil, let name = explained.analysis.architecture?.name,
      let backbone = explained.analysis.architectureCost, let count = backbone.ofArchitecture
    {
      notes.append(
        "\(name)'s own layers take \(Numerals.grouped(count)) multiply-accumulates for an image of "
          + "\(backbone.inputShape.imageSizeText). Nothing tells what flows into the others.")
    }
    if let example {
      notes.append("Each block and layer can be explained too, by its name, such as \(example).")
    }
    return notes
  }

  /// What an example is, where the file itself does not tell.
  private var size: String {
    guard let cost = explained.analysis.architectureCost, let name = explained.analysis.architecture?.name
    else { return "" }
    return " of \(cost.inputShape.imageSizeText), with \(name)'s strides"
  }

  /// A block or layer that is worth a look: the first of several layers with variables.
  private var example: String? {
    let layers = explained.model.layers
    func size(_ block: StoredBlock) -> Int { block.layers.count { !layers[$0].variables.isEmpty } }
    let blocks = (explained.analysis.blocks.map(StoredBlock.init) + explained.standardBlocks).filter {
      $0.layers.allSatisfy(positions.contains)
    }
    return blocks.first { size($0) > 4 }?.name ?? blocks.first { size($0) > 1 }?.name
      ?? positions.first { !layers[$0].variables.isEmpty && $0 != below }.map { layers[$0].name }
  }
}
