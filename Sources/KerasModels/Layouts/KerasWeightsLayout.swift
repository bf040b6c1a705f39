import Containers

/// `.weights.h5` of Keras 2.15 and 3: `layers/<class>/vars/<n>`, subclassed models by attribute.
struct KerasWeightsLayout: LayoutReader {
  let layout = Layout.kerasWeights

  func recognises(_ contents: ContainerContents) -> Bool {
    guard contents.format == .hdf5, let root = contents.trees.first?.root else { return false }
    return BackslashPaths.isUsed(in: root) || KerasWeightsLayout.isObjectTree(root)
  }

  /// A root with `layers` or `vars`, or with attributes of a subclassed model, which have `vars`.
  static func isObjectTree(_ root: StoredGroup) -> Bool {
    root.group("layers") != nil || root.group("vars") != nil
      || root.links.contains { link in
        guard case .group(let group) = link.target else { return false }
        return group.group("vars") != nil
      }
  }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    KerasWeightsLayout.read(contents.trees, layout: layout)
  }

  /// Reads the trees of one model: a file, the member of an archive, or shards in the order of their names.
  static func read(_ trees: [StoredTree], layout: Layout) -> StoredModel {
    var root = WeightGroup(name: "", address: "")
    var model = StoredModel(
      layout: layout, root: root, naming: .classCounters, order: LayerOrder(source: .none))
    if trees.contains(where: { BackslashPaths.isUsed(in: $0.root) }) {
      model.notes.append(
        Note(
          code: "backslash-names",
          message:
            "the names of groups hold backslashes, as Keras 2.14 and 2.15 write them on Windows: they are read as "
            + "paths"))
    }
    let roots = trees.map { BackslashPaths.isUsed(in: $0.root) ? BackslashPaths.nested($0.root) : $0.root }
    let order = LinkOrder.judge(roots, containers: ["layers", Keras2WeightsLayout.container])
    for (tree, stored) in zip(trees, roots) {
      let container =
        stored.group(Keras2WeightsLayout.container) != nil ? Keras2WeightsLayout.container : "layers"
      var reader = ObjectTree(root: stored, order: order, container: container, member: tree.member)
      root.merge(reader.tree())
      model.optimizer += reader.datasets(below: "optimizer")
      let optimizer = stored.group("optimizer")?.group("vars")
      model.optimizerName = model.optimizerName ?? optimizer.flatMap(ObjectTree.layerName(of:))
      model.other += reader.datasets(below: "metrics")
      model.notes += tree.notes + reader.notes
    }
    if trees.count > 1 { model.optimizer.sort(by: KerasWeightsLayout.comesFirst) }
    model.root = root
    model.order = LayerOrder(source: order.source, note: order.note)
    return model
  }

  /// Groups in the order of their paths, and the variables of one by their numbers: for those that shards cut apart.
  private static func comesFirst(_ one: StoredWeight, _ other: StoredWeight) -> Bool {
    let groups = (one.address.dropLast(one.name.count), other.address.dropLast(other.name.count))
    if groups.0 != groups.1 { return groups.0 < groups.1 }
    return (Int(one.name) ?? .max) < (Int(other.name) ?? .max)
  }
}

extension WeightGroup {
  /// Adds what another shard holds of the same group: a layer may be cut across shards, and its variables keep their
  /// numbers.
  mutating func merge(_ other: WeightGroup) {
    layerName = layerName ?? other.layerName
    isModel = isModel || other.isModel
    weights += other.weights
    WeightGroup.merge(other.members, into: &members)
    WeightGroup.merge(other.parts, into: &parts)
  }

  private static func merge(_ groups: [WeightGroup], into existing: inout [WeightGroup]) {
    if existing.isEmpty {
      existing = groups
      return
    }
    var positions = Dictionary(
      existing.enumerated().map { ($0.element.address, $0.offset) }, uniquingKeysWith: { first, _ in first })
    for group in groups {
      if let position = positions[group.address] {
        existing[position].merge(group)
      } else {
        positions[group.address] = existing.count
        existing.append(group)
      }
    }
  }
}
