import LayerCatalog

/// Sorts the flat weights of a nested model in a legacy file among the model's layers.
///
/// A weight's prefix holds the layer's name as a component, in front of it the names of Sequential models around it
/// (Keras 3.3 and later), behind it those of parts. Where no component is a layer's name (renamed after building, bare
/// names of Keras 3.0 to 3.2), the order decides: the next layer whose class has such a variable.
struct NestedDistribution {
  private struct Leaf {
    var path: [Int]
    var node: ConfigurationNode
    /// Names of the models around it, outermost first.
    var models: [String]
    var weights: [StoredWeight] = []
  }

  private var leaves: [Leaf] = []
  private var leavesByName: [String: [Int]] = [:]

  static func distribute(_ group: WeightGroup, over graph: ConfigurationGraph) -> WeightGroup {
    var distribution = NestedDistribution(graph)
    var rest: [StoredWeight] = []
    for weight in group.weights where !distribution.placeByName(weight) { rest.append(weight) }
    rest = distribution.placeByOrder(rest)
    var result = distribution.tree(graph, path: [], name: group.name, address: group.address)
    result.layerName = group.layerName
    result.weights = rest
    return result
  }

  private init(_ graph: ConfigurationGraph) {
    collect(graph, path: [], models: [])
    for (position, leaf) in leaves.enumerated() { leavesByName[leaf.node.name, default: []].append(position) }
  }

  private mutating func collect(_ graph: ConfigurationGraph, path: [Int], models: [String]) {
    for (position, node) in graph.nodes.enumerated() where !node.isOperation {
      if let model = node.model {
        collect(model, path: path + [position], models: models + [node.name])
      } else {
        leaves.append(Leaf(path: path + [position], node: node, models: models))
      }
    }
  }

  private mutating func placeByName(_ weight: StoredWeight) -> Bool {
    let prefix = WeightNames.prefix(of: weight.name)
    for start in prefix.indices {
      for end in stride(from: prefix.count, to: start, by: -1) {
        let name = end == start + 1 ? prefix[start] : prefix[start..<end].joined(separator: "/")
        guard let found = leavesByName[name] else { continue }
        let leaf = choose(found, models: prefix[..<start], weight: weight)
        leaves[leaf].weights.append(weight)
        return true
      }
    }
    return false
  }

  /// Of several layers of one name the one whose models the prefix names, else the first that lacks this variable.
  private func choose(_ found: [Int], models: ArraySlice<String>, weight: StoredWeight) -> Int {
    guard found.count > 1 else { return found[0] }
    if let named = found.first(where: { !models.isEmpty && leaves[$0].models.suffix(models.count) == models })
    {
      return named
    }
    return found.first { leaf in !leaves[leaf].weights.contains { $0.name == weight.name } } ?? found[0]
  }

  /// Places weights by the order of layers and the roles that their classes have.
  private mutating func placeByOrder(_ weights: [StoredWeight]) -> [StoredWeight] {
    var rest: [StoredWeight] = []
    let open = leaves.indices.filter { leaves[$0].weights.isEmpty }
    var runs: [[StoredWeight]] = []
    for weight in weights {
      let prefix = WeightNames.prefix(of: weight.name)
      if !prefix.isEmpty, let last = runs.indices.last, let first = runs[last].first,
        WeightNames.prefix(of: first.name) == prefix
      {
        runs[last].append(weight)
      } else if !prefix.isEmpty,
        let position = runs.firstIndex(where: { $0.first.map { WeightNames.prefix(of: $0.name) } == prefix })
      {
        runs[position].append(weight)
      } else {
        runs.append([weight])
      }
    }
    for run in runs {
      guard let leaf = open.first(where: { accepts(leaves[$0], run) }) else {
        rest += run
        continue
      }
      leaves[leaf].weights += run
    }
    return rest
  }

  private func accepts(_ leaf: Leaf, _ run: [StoredWeight]) -> Bool {
    guard let definition = LayerCatalog.definition(named: leaf.node.className) else { return false }
    let taken = Set(leaf.weights.compactMap(\.role))
    guard !run.contains(where: { $0.role.map(taken.contains) ?? false }) else { return false }
    let stored = (leaf.weights + run).map {
      StoredShape($0.dataset.shape, name: $0.role, isInteger: $0.dataset.type.isInteger)
    }
    if !definition.readings(of: stored).isEmpty { return true }
    // Part of a layer's variables: all of them are expected, and these are among them.
    let roles = Set(
      ((try? definition.variables(leaf.node.settings, inputs: leaf.node.buildShapes)) ?? LayerVariables()).all
        .map(\.role))
    return run.allSatisfy { $0.role.map(roles.contains) ?? false }
  }

  /// The members of a model with the weights of their layers, in the order of the configuration.
  private func tree(_ graph: ConfigurationGraph, path: [Int], name: String, address: String) -> WeightGroup {
    var result = WeightGroup(name: name, address: address, layerName: name, isModel: true)
    let byPath = Dictionary(leaves.map { ($0.path, $0.weights) }, uniquingKeysWith: { first, _ in first })
    result.members = members(of: graph, path: path, address: address, weights: byPath)
    return result
  }

  private func members(
    of graph: ConfigurationGraph, path: [Int], address: String, weights: [[Int]: [StoredWeight]]
  ) -> [WeightGroup] {
    graph.nodes.enumerated().compactMap { position, node in
      guard !node.isOperation else { return nil }
      let here = path + [position]
      var group = WeightGroup(name: node.name, address: address + "/" + node.name, layerName: node.name)
      if let model = node.model {
        group.isModel = true
        group.members = members(of: model, path: here, address: group.address, weights: weights)
      } else {
        group.weights = weights[here] ?? []
        if let first = group.weights.first { group.address = LegacyStructure.address(of: first) }
      }
      return group
    }
  }
}
