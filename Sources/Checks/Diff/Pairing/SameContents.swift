import KerasModels

/// Layers with the same values, for those that names and order do not tell apart.
enum SameContents {
  static func pairs(
    _ before: ModelDifference.Side, _ one: [Int], _ after: ModelDifference.Side, _ other: [Int],
    options: StatisticsOptions
  ) -> [(Int, Int)] {
    guard !one.isEmpty, !other.isEmpty else { return [] }
    let first = byDigests(before, Set(one), options)
    let second = byDigests(after, Set(other), options)
    return first.compactMap { key, layer in second[key].map { (layer, $0) } }
  }

  /// Layers by the digests of their variables, without those that are alike and those whose values are all equal.
  private static func byDigests(
    _ side: ModelDifference.Side, _ layers: Set<Int>, _ options: StatisticsOptions
  ) -> [[String]: Int] {
    var found: [[String]: Int?] = [:]
    for (layer, figures) in self.figures(side, layers, options) {
      guard figures.contains(where: { $0.minimum != $0.maximum }) else { continue }
      let key = figures.compactMap(\.sha256)
      found[key] = found[key] == nil ? .some(layer) : .some(nil)
    }
    return found.compactMapValues { $0 }
  }

  /// The digests of the variables that layers own, one after the other.
  static func digests(
    _ side: ModelDifference.Side, _ layers: [Int], options: StatisticsOptions
  ) -> [Int: [String]] {
    figures(side, Set(layers), options).mapValues { $0.compactMap(\.sha256) }
  }

  /// The figures of the variables that layers own, with digests; layers whose values cannot all be read are missing.
  private static func figures(
    _ side: ModelDifference.Side, _ layers: Set<Int>, _ options: StatisticsOptions
  ) -> [Int: [ValueFigures]] {
    var options = options
    options.sha256 = true
    options.progress = nil
    var position = -1
    let statistics = ModelStatistics(side.model, in: side.contents, options: options) { _ in
      position += 1
      return layers.contains(position)
    }
    var found: [Int: [ValueFigures]] = [:]
    for layer in layers {
      let owned = side.model.layers[layer].ownedVariables
      let figures = owned.compactMap { statistics.figures[layer][$0] }
      if figures.count == owned.count { found[layer] = figures }
    }
    return found
  }
}
