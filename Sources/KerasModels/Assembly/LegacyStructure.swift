import LayerCatalog

/// Finds the layers inside a legacy group, which lists the weights of a nested model or a composite layer flat:
/// the prefix of each weight's name is the only trace of the inner layer.
enum LegacyStructure {
  /// The group with its weights sorted into members (of a nested model) or parts (of a composite layer).
  static func resolve(_ group: WeightGroup, node: ConfigurationNode?) -> WeightGroup {
    guard group.members.isEmpty, group.parts.isEmpty, group.weights.count > 1 else { return group }
    if let graph = node?.model, graph.form != .opaque {
      return NestedDistribution.distribute(group, over: graph)
    }
    if let node { return composite(group, className: node.className, node: node) }
    return byPrefix(group)
  }

  /// The class of a group without configuration that its parts betray.
  static func kind(of group: WeightGroup?) -> Kind? {
    guard let group, !group.parts.isEmpty, group.weights.isEmpty else { return nil }
    let names = group.parts.map(\.name)
    if names.contains(where: { $0.hasPrefix("backward_") }) { return Kind("Bidirectional", from: .names) }
    if names.contains("attention_output") || names.contains(where: { $0.hasSuffix("output_dense") }) {
      return Kind("MultiHeadAttention", from: .names, alternatives: ["GroupQueryAttention"])
    }
    if names == ["layer"] {
      return Kind("TimeDistributed", from: .names, alternatives: ["SpectralNormalization"])
    }
    if names.allSatisfy(CompositePart.isCell) { return Kind("RNN", from: .names) }
    return nil
  }

  // MARK: With a configuration

  /// A composite layer's weights by part. The prefixes of a wrapper are the names of the layers inside it.
  private static func composite(_ group: WeightGroup, className: String, node: ConfigurationNode)
    -> WeightGroup
  {
    let table = CompositePart.parts(of: className)
    guard !table.isEmpty || !node.inner.isEmpty || isCustom(className) else { return group }
    if className == "TimeDistributed" {
      var inner = group
      inner.name = "layer"
      inner.layerName = node.inner.first?.node.name
      return WeightGroup(name: group.name, address: group.address, layerName: group.layerName, parts: [inner])
    }
    var result = WeightGroup(name: group.name, address: group.address, layerName: group.layerName)
    for (weight, path) in zip(group.weights, partPaths(of: group)) {
      // The cells of a stack are the layer's own parts, as in the layouts that follow attributes.
      let isStacked = path.count > 1 && path.prefix(2).allSatisfy(CompositePart.isCell)
      guard let first = isStacked ? path[1] : path.first else {
        result.weights.append(weight)
        continue
      }
      let known = table.first { $0.matches(first) }?.attribute
      let name = known ?? wrapped(first, in: result, table: table, className: className)
      result.add(weight, toPart: name, at: address(of: weight))
    }
    return result
  }

  /// The attribute of a part whose name is the inner layer's own: in the order of the table.
  private static func wrapped(
    _ name: String, in group: WeightGroup, table: [PartName], className: String
  ) -> String {
    switch className {
    case "SpectralNormalization": return "layer"
    case "Bidirectional":
      let known = group.parts.first { $0.layerName == name }?.name
      return known ?? (group.parts.isEmpty ? "forward_layer" : "backward_layer")
    default: return name
    }
  }

  private static func isCustom(_ className: String) -> Bool {
    LayerCatalog.definition(named: className) == nil
  }

  // MARK: Without a configuration

  /// Several prefixes are several layers: those of a nested model, or the parts of a composite layer.
  private static func byPrefix(_ group: WeightGroup) -> WeightGroup {
    let paths = partPaths(of: group)
    guard Set(paths).count > 1 || paths.first.map({ !$0.isEmpty && CompositePart.isPart($0[0]) }) == true
    else {
      return group
    }
    let isComposite = paths.allSatisfy { $0.first.map(CompositePart.isPart) ?? true }
    var result = WeightGroup(name: group.name, address: group.address, layerName: group.layerName)
    result.isModel = !isComposite
    for (weight, path) in zip(group.weights, paths) {
      guard !path.isEmpty else {
        result.weights.append(weight)
        continue
      }
      if isComposite {
        result.add(weight, toPart: partName(path), at: address(of: weight))
      } else {
        result.add(weight, toMemberAt: path)
      }
    }
    result.members = result.members.map { byPart($0) }
    return result
  }

  /// The name of a part, or nothing for the cell of a recurrent layer, whose variables are the layer's own.
  private static func partName(_ path: [String]) -> String? {
    guard let first = path.first else { return nil }
    guard CompositePart.isCell(first) else { return first }
    return path.count > 1 ? path[1] : nil
  }

  /// A member whose weights have parts' names behind the layer's: a recurrent layer or attention in a nested model.
  private static func byPart(_ member: WeightGroup) -> WeightGroup {
    let prefix = member.name.pathComponents
    var result = WeightGroup(name: member.name, address: member.address, layerName: member.layerName)
    for weight in member.weights {
      let path = WeightNames.prefix(of: weight.name)
      let rest = path.count > prefix.count ? Array(path.suffix(from: path.startIndex + prefix.count)) : []
      let name = rest.first.map { _ in partName(rest.filter { CompositePart.isPart($0) }) } ?? nil
      result.add(weight, toPart: name, at: address(of: weight))
    }
    return result
  }

  // MARK: Paths

  /// For each weight what stands between the layer's own name and the variable's.
  private static func partPaths(of group: WeightGroup) -> [[String]] {
    let own = group.name.pathComponents
    let prefixes = group.weights.map { WeightNames.prefix(of: $0.name) }
    // Keras 3.3 and later put the name of a Sequential or a subclassed model in front of the layer's.
    let first = prefixes.first?.first
    let hasOuter =
      first != own.first && prefixes.allSatisfy { $0.first == first && $0.dropFirst().starts(with: own) }
    return prefixes.map { prefix in
      let path = hasOuter ? prefix.dropFirst() : prefix[...]
      return Array(path.starts(with: own) ? path.dropFirst(own.count) : path)
    }
  }

  /// Where a weight's group lies, without the weights' root.
  static func address(of weight: StoredWeight) -> String {
    let path = weight.address.withoutPrefix("model_weights/")
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[..<slash])
  }
}

extension WeightGroup {
  /// Adds a weight to the part of this name, or to the group's own where it has none.
  mutating func add(_ weight: StoredWeight, toPart name: String?, at address: String) {
    guard let name else {
      weights.append(weight)
      return
    }
    if let position = parts.firstIndex(where: { $0.name == name }) {
      parts[position].weights.append(weight)
    } else {
      parts.append(WeightGroup(name: name, address: address, weights: [weight]))
    }
  }

  /// Adds a weight to the member that its prefix names, without what names a part of it.
  mutating func add(_ weight: StoredWeight, toMemberAt path: [String]) {
    var own = path[...]
    while own.count > 1, let last = own.last, CompositePart.isPart(last) { own = own.dropLast() }
    let name = own.joined(separator: "/")
    if let last = members.indices.last, members[last].name == name {
      members[last].weights.append(weight)
    } else if let position = members.firstIndex(where: { $0.name == name }) {
      members[position].weights.append(weight)
    } else {
      members.append(
        WeightGroup(
          name: name, address: LegacyStructure.address(of: weight), layerName: name, weights: [weight]))
    }
  }
}

extension String {
  func withoutPrefix(_ prefix: String) -> String {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)) : self
  }
}
