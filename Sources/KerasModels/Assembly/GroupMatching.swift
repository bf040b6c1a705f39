import LayerCatalog

/// Finds the group of each entry of a configuration.
///
/// In files named by class, the k-th layer of a class is the k-th group of that class, whatever the counters are
/// (Keras 2.12 and 2.13 count by twos). Where groups are missing because a layer is shared and stored elsewhere,
/// the layer's own name decides (Keras 3.6 and later store it). Before that, layers that stand elsewhere too are left
/// out: Keras 3 counts them all the same, tf_keras 2.21.0 does not. The counter decides where these do not explain it.
enum GroupMatching {
  /// For each node the position of its group, `nil` where it has none.
  /// - Parameter standsElsewhere: whether a node is a layer that an earlier place of the configuration lists too.
  static func match(
    _ nodes: [ConfigurationNode], to groups: [WeightGroup], naming: GroupNaming,
    standsElsewhere: (ConfigurationNode) -> Bool
  ) -> [Int?] {
    switch naming {
    case .layerNames: byName(nodes, groups)
    case .classCounters: byClass(nodes, groups, standsElsewhere)
    }
  }

  private static func byName(_ nodes: [ConfigurationNode], _ groups: [WeightGroup]) -> [Int?] {
    let positions = Dictionary(
      groups.enumerated().map { ($0.element.name, $0.offset) }, uniquingKeysWith: { first, _ in first })
    return nodes.map { $0.isOperation ? nil : positions[$0.name] }
  }

  private static func byClass(
    _ nodes: [ConfigurationNode], _ groups: [WeightGroup], _ standsElsewhere: (ConfigurationNode) -> Bool
  ) -> [Int?] {
    var groupsOfClass: [String: [(counter: Int, position: Int)]] = [:]
    for (position, group) in groups.enumerated() {
      let counted = WeightNames.counted(group.name)
      groupsOfClass[counted?.base ?? group.name, default: []].append((counted?.counter ?? 0, position))
    }
    var nodesOfClass: [String: [Int]] = [:]
    for (position, node) in nodes.enumerated() where !node.isOperation {
      nodesOfClass[LayerCatalog.groupName(ofClass: node.className), default: []].append(position)
    }
    var result = [Int?](repeating: nil, count: nodes.count)
    for (name, members) in nodesOfClass {
      let candidates = (groupsOfClass[name] ?? []).sorted { $0.counter < $1.counter }
      pair(members, of: nodes, with: candidates, in: groups, standsElsewhere, into: &result)
    }
    return result
  }

  private static func pair(
    _ members: [Int], of nodes: [ConfigurationNode], with candidates: [(counter: Int, position: Int)],
    in groups: [WeightGroup], _ standsElsewhere: (ConfigurationNode) -> Bool, into result: inout [Int?]
  ) {
    if members.count == candidates.count {
      for (member, candidate) in zip(members, candidates) { result[member] = candidate.position }
      return
    }
    let named = Dictionary(
      candidates.compactMap { candidate in
        groups[candidate.position].layerName.map { ($0, candidate.position) }
      },
      uniquingKeysWith: { first, _ in first })
    if !named.isEmpty {
      for member in members { result[member] = named[nodes[member].name] }
      return
    }
    let own = members.filter { !standsElsewhere(nodes[$0]) }
    if own.count == candidates.count {
      for (member, candidate) in zip(own, candidates) { result[member] = candidate.position }
      return
    }
    let byCounter = Dictionary(
      candidates.map { ($0.counter, $0.position) }, uniquingKeysWith: { first, _ in first })
    for (counter, member) in members.enumerated() { result[member] = byCounter[counter] }
  }
}
