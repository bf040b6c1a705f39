import Containers
import KerasModels
import LayerCatalog

/// What changed from one model to another, value by value.
public struct ModelDifference: Hashable, Sendable {
  /// Layers that own variables: pairs and additions in the order of the later model, then what was removed.
  public private(set) var layers: [LayerDifference]
  public private(set) var summary: DifferenceSummary
  /// What happened, in sentences, the most important first.
  public private(set) var story: [String]
  /// Variables that could not be compared, with the code `values-unreadable`.
  public private(set) var notes: [Note]

  /// A model and the file that it was read from, still open.
  public struct Side: Sendable {
    public var model: Model
    public var contents: ContainerContents

    public init(_ model: Model, in contents: ContainerContents) {
      self.model = model
      self.contents = contents
    }
  }

  public init(_ before: Side, _ after: Side, options: StatisticsOptions = StatisticsOptions()) {
    let pairing = LayerPairing(before.model, after.model) { one, other in
      SameContents.pairs(before, one, after, other, options: options)
    }
    var plan = ComparisonPlan(before, after)
    var layers: [LayerDifference] = []
    for pair in pairing.pairs { layers.append(plan.add(pair)) }
    for index in pairing.added { layers.append(plan.alone(index, in: after.model, isAdded: true)) }
    layers.sort { ($0.after ?? .max) < ($1.after ?? .max) }
    for index in pairing.removed { layers.append(plan.alone(index, in: before.model, isAdded: false)) }
    plan.run(options: options)
    for index in layers.indices {
      let layer = layers[index]
      layers[index] = LayerDifference(
        before: layer.before, after: layer.after, by: layer.by,
        variables: layer.variables.map { plan.result(of: $0, in: layer) })
    }
    self.layers = layers
    notes = plan.notes
    summary = DifferenceSummary(layers, before.model, after.model)
    story = Story(layers, summary, before, after).sentences
  }

  /// Whether every variable of one is in the other, unchanged.
  public var isIdentical: Bool { layers.allSatisfy(\.isIdentical) }
  /// Whether every variable could be compared.
  public var isComplete: Bool { notes.isEmpty }
}

/// Layers with the same values, for those that names and order do not tell apart.
enum SameContents {
  static func pairs(
    _ before: ModelDifference.Side, _ one: [Int], _ after: ModelDifference.Side, _ other: [Int],
    options: StatisticsOptions
  ) -> [(Int, Int)] {
    guard !one.isEmpty, !other.isEmpty else { return [] }
    let first = digests(before, Set(one), options)
    let second = digests(after, Set(other), options)
    return first.compactMap { key, layer in second[key].map { (layer, $0) } }
  }

  /// Layers by the digests of their variables, without those that are alike and those whose values are all equal.
  private static func digests(
    _ side: ModelDifference.Side, _ layers: Set<Int>, _ options: StatisticsOptions
  ) -> [[String]: Int] {
    var options = options
    options.sha256 = true
    options.progress = nil
    var position = -1
    let statistics = ModelStatistics(side.model, in: side.contents, options: options) { _ in
      position += 1
      return layers.contains(position)
    }
    var found: [[String]: Int?] = [:]
    for layer in layers {
      let owned = side.model.layers[layer].ownedVariables
      let figures = owned.compactMap { statistics.figures[layer][$0] }
      guard figures.contains(where: { $0.minimum != $0.maximum }) else { continue }
      let key = figures.compactMap(\.sha256)
      guard key.count == owned.count else { continue }
      found[key] = found[key] == nil ? .some(layer) : .some(nil)
    }
    return found.compactMapValues { $0 }
  }
}
