import Containers
import LayerCatalog

/// Brings what a layout stores and what a configuration says together into the layers of a model, depth first.
struct ModelAssembly {
  let naming: GroupNaming
  var layers: [Layer] = []
  private(set) var notes: [Note] = []
  private var oddities = StorageOddities()
  /// Where each variable lies first, so that a second place of the same object counts nothing.
  private var firstPlaces: [String: String] = [:]
  /// The layers of each name, with the identity that a configuration gives them, for those that are shared.
  var shared: [String: [(identity: SharedIdentity, layer: Int)]] = [:]

  /// The HDF5 file, for the rare question whether two variables hold the same values.
  let source: ByteSource?

  init(naming: GroupNaming, source: ByteSource? = nil) {
    self.naming = naming
    self.source = source
  }

  /// The layers of a whole model.
  mutating func assemble(_ root: WeightGroup, graph: ConfigurationGraph?) {
    if !root.weights.isEmpty {
      let name = graph?.name ?? root.layerName ?? ""
      let kind = graph.map { Kind($0.className, from: .config) } ?? Kind("unknown", from: .names)
      var layer = Layer(name: name, address: root.address, kind: kind, custom: graph?.customName)
      layer.trainable = graph?.trainable
      // What a model's own variables are for is the model's own business: only a name can tell.
      let roles = root.weights.map {
        RecognisedRole(role: $0.role ?? .unknown, source: $0.role == nil ? .shapes : .names)
      }
      layer.variables = variables(
        root.weights, roles: roles, kind: kind.value,
        trainable: graph == nil ? nil : graph?.trainable ?? true, settings: [:])
      layers.append(layer)
    }
    emitChildren(
      of: root, graph: graph, parent: nil, path: [], trainable: graph == nil ? nil : graph?.trainable ?? true)
    notes += oddities.notes
  }

  // MARK: Layers

  /// The members of a model, then its parts (a subclassed model keeps layers as attributes).
  private mutating func emitChildren(
    of group: WeightGroup?, graph: ConfigurationGraph?, parent: Int?, path: [Int], trainable: Bool?
  ) {
    emitMembers(of: group, graph: graph, parent: parent, path: path, trainable: trainable)
    for (attribute, className, part) in group?.orderedParts(of: graph?.className ?? "") ?? [] {
      emit(
        part,
        place: LayerPlace(parent: parent, attribute: attribute, className: className, trainable: trainable))
    }
  }

  private mutating func emitMembers(
    of group: WeightGroup?, graph: ConfigurationGraph?, parent: Int?, path: [Int], trainable: Bool?
  ) {
    let groups = group?.members ?? []
    let nodes = graph?.nodes ?? []
    let matches = GroupMatching.match(
      nodes, to: groups, naming: naming, standsElsewhere: { isKnown($0) })
    var taken = Set<Int>()
    var kerasIndex = 0
    let first = layers.count
    var positions: [Int: Int] = [:]
    for (position, node) in nodes.enumerated() where !node.isOperation {
      if let match = matches[position] { taken.insert(match) }
      positions[position] = layers.count
      emit(
        matches[position].map { groups[$0] },
        place: LayerPlace(
          parent: parent, node: node, path: ConfigurationPath(path + [position]), kerasIndex: kerasIndex,
          trainable: trainable))
      kerasIndex += 1
    }
    if let graph, graph.form != .opaque { connect(graph, positions: positions) }
    for (position, group) in groups.enumerated() where !taken.contains(position) {
      if !nodes.isEmpty && group.holdsWeights {
        notes.append(
          Note(
            code: "layer-not-in-config",
            message: "the weights hold a layer that the configuration does not name",
            place: group.address))
      }
      emit(
        group,
        place: LayerPlace(
          parent: parent, kerasIndex: nodes.isEmpty ? layers.count - first : nil,
          trainable: nodes.isEmpty ? trainable : nil))
    }
  }

  /// One layer with everything inside it.
  private mutating func emit(_ stored: WeightGroup?, place: LayerPlace) {
    var group = stored
    let node = place.node
    if naming == .layerNames { group = group.map { LegacyStructure.resolve($0, node: node) } }
    group = group?.absorbingCell().withoutDoubleKernel()
    let className = className(of: group, place: place)
    // A group of no class that is known, with layers as attributes, is somebody's own class.
    let isForeign =
      node == nil && className == nil && naming == .classCounters && group?.parts.isEmpty == false
    let recognised = Recogniser.recognise(
      group?.weights ?? [],
      in: RecognitionContext(
        node: node, className: className, layerName: group?.layerName ?? group?.name ?? "",
        isForeignClass: isForeign))
    let holdsLayers = node?.model != nil || (group?.isModel ?? false) || !(group?.members.isEmpty ?? true)
    var kind = recognised.kind
    var roles = recognised.roles
    let isOwnClass = isForeign || (node == nil && holdsForeignParts(group, kind: kind.value))
    if isOwnClass {
      kind = Kind("unknown", from: .names)
      roles = roles.map { RecognisedRole(role: $0.source == .names ? $0.role : .unknown, source: $0.source) }
    }
    if node == nil, kind.value == "unknown", let composite = LegacyStructure.kind(of: group) {
      kind = composite
    }
    if node == nil, holdsLayers, !isOwnClass, kind.value == "unknown" {
      kind = Kind("Functional", from: .shapes, alternatives: ["Sequential", "Model"])
    }
    let trains = combine(place.trainable, node.map { $0.trainable ?? true })
    var layer = Layer(
      parent: place.parent, name: node?.name ?? group?.layerName ?? group?.name ?? "",
      address: group?.address,
      kind: kind, custom: node?.customName, settings: node?.settings ?? [:], trainable: node?.trainable,
      kerasIndex: place.attribute == nil ? place.kerasIndex : nil, isModel: holdsLayers,
      partAttribute: place.attribute, configurationPath: place.path)
    layer.variables = variables(
      group?.weights ?? [], roles: roles, kind: kind.value, trainable: trains,
      settings: node?.settings ?? [:])
    let index = layers.count
    layers.append(layer)
    share(index, node: node, group: group, trainable: trains)
    emitInside(group, className: kind.value, place: place, index: index, trainable: trains)
  }

  /// Whether a legacy group has variables of its own beside layers, which among Keras' own classes only a few composite
  /// layers have.
  private func holdsForeignParts(_ group: WeightGroup?, kind: String) -> Bool {
    guard naming == .layerNames, let group, !group.weights.isEmpty else { return false }
    guard !group.members.isEmpty || !group.parts.isEmpty else { return false }
    return CompositePart.parts(of: kind).isEmpty && !["RNN", "Bidirectional"].contains(kind)
  }

  private mutating func emitInside(
    _ group: WeightGroup?, className: String, place: LayerPlace, index: Int, trainable: Bool?
  ) {
    if let graph = place.node?.model {
      emitChildren(
        of: group, graph: graph, parent: index, path: place.path?.positions ?? [], trainable: trainable)
      return
    }
    guard let group else { return }
    emitMembers(of: group, graph: nil, parent: index, path: [], trainable: trainable)
    for (attribute, partClass, part) in group.orderedParts(of: className) {
      let inner = innerNode(of: place, attribute: attribute, className: className)
      emit(
        part,
        place: LayerPlace(
          parent: index, node: inner?.node, path: inner?.path, attribute: attribute, className: partClass,
          trainable: trainable))
    }
  }

  /// The configuration of a part: the layer of a wrapper, one direction of a `Bidirectional`, a cell of a stack.
  private func innerNode(
    of place: LayerPlace, attribute: String, className: String
  ) -> (node: ConfigurationNode, path: ConfigurationPath)? {
    guard let node = place.node, let path = place.path else { return nil }
    let setting: String
    switch attribute {
    case "forward_layer": setting = "layer"
    case "backward_layer":
      setting = node.inner.contains { $0.setting == "backward_layer" } ? attribute : "layer"
    default: setting = attribute
    }
    guard let position = node.inner.firstIndex(where: { $0.setting == setting }) else { return nil }
    return (node.inner[position].node, ConfigurationPath(path.positions, inner: path.inner + [position]))
  }

  private func className(of group: WeightGroup?, place: LayerPlace) -> String? {
    if let className = place.className { return className }
    guard naming == .classCounters, let group else { return nil }
    return LayerCatalog.className(ofGroup: group.name)
  }

  private func combine(_ outer: Bool?, _ own: Bool?) -> Bool? {
    guard let own else { return outer }
    return own && (outer ?? true)
  }

  // MARK: Connections

  /// The layers that feed each layer, through operations, from the calls of a functional model.
  private mutating func connect(_ graph: ConfigurationGraph, positions: [Int: Int]) {
    let sources = LayerSources(graph: graph, positions: positions)
    for (node, layer) in positions { layers[layer].inputs = sources.inputs(of: node) }
  }

  // MARK: Variables

  private mutating func variables(
    _ weights: [StoredWeight], roles: [RecognisedRole], kind: String, trainable: Bool?, settings: Settings
  ) -> [Variable] {
    var result: [Variable] = []
    result.reserveCapacity(weights.count)
    for (position, weight) in weights.enumerated() {
      let recognised =
        roles.indices.contains(position) ? roles[position] : RecognisedRole(role: .unknown, source: .shapes)
      var variable = Variable(weight, role: recognised)
      oddities.add(weight)
      if weight.isUncounted { variable.parameters = 0 }
      // Only floating-point numbers have gradients.
      variable.fixed =
        !variable.type.isFloatingPoint || recognised.role.isFixed(in: kind)
        || FixedVariables.isQuantized(recognised.role, beside: weights)
        || FixedVariables.isQuantized(recognised.role, settings: settings)
      if variable.fixed {
        variable.trainable = false
      } else if let trainable {
        variable.trainable =
          trainable && !FixedVariables.isReplacedByLoRA(recognised.role, settings: settings)
      } else {
        variable.trainable = weight.isTrainable
      }
      let place = weight.repeats ?? weight.address
      if weight.isCountedAtRepeated, let repeats = weight.repeats {
        variable.sameAs = repeats
        variable.isStoredAgain = true
      } else if let first = firstPlaces[place], first != weight.address {
        variable.sameAs = first
      } else {
        firstPlaces[place] = weight.address
      }
      result.append(variable)
    }
    return result
  }
}

/// Where a layer stands while the model is assembled.
private struct LayerPlace {
  var parent: Int?
  var node: ConfigurationNode?
  var path: ConfigurationPath?
  var kerasIndex: Int?
  var attribute: String?
  /// The class that its place in a composite layer fixes.
  var className: String?
  /// Whether everything around it may train; `nil` where the file does not tell.
  var trainable: Bool?
}

extension Variable {
  init(_ weight: StoredWeight, role: RecognisedRole) {
    let count = weight.dataset.count
    self.init(
      role: role.role, roleSource: role.source, roleAlternatives: role.alternatives, name: weight.name,
      address: weight.address, shape: weight.dataset.shape, type: weight.dataset.type,
      dtype: weight.dataset.kerasType, parameters: count, storedValues: count,
      bytes: weight.dataset.storedBytes,
      storage: VariableStorage(
        layout: weight.dataset.storage, member: weight.member, object: weight.dataset.address))
  }
}

extension ConfigurationNode {
  /// The registered name of a class that is not Keras' own.
  var customName: String? {
    if let registeredName, registeredName.contains(">") { return registeredName }
    guard model == nil, !isOperation, LayerCatalog.definition(named: className) == nil else { return nil }
    return registeredName ?? className
  }
}

extension ConfigurationGraph {
  /// The registered name of a model class that is not Keras' own.
  var customName: String? {
    if let registeredName, registeredName.contains(">") { return registeredName }
    return ["Functional", "Sequential", "Model"].contains(className) ? nil : registeredName ?? className
  }
}
