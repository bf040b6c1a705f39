import KerasModels
import LayerCatalog

/// What a model has around the layers that an architecture explains.
extension ArchitectureMatch {
  /// The model in `model.layers` that holds the architecture's layers; `nil` for the file's own.
  var holder: Int? {
    for pair in pairs where graph.layers[pair.layer].container == nil {
      return model.layers[stored.entries[pair.entry].layer].parent
    }
    return nil
  }

  /// Positions in the model of layers with variables that are not the architecture's.
  var foreign: [Int] {
    let own = Set(pairs.map(\.entry))
    return stored.entries.indices.filter { !own.contains($0) }.map { stored.entries[$0].layer }
  }

  /// Whether what looks like the top is rather somebody's own head: it lies outside the nested model, or has layers
  /// between that the architecture's top has not.
  var topIsForeign: Bool {
    guard graph.arguments.includeTop else { return false }
    let holder = holder
    for pair in pairs where graph.layers[pair.layer].isTop {
      if model.layers[stored.entries[pair.entry].layer].parent != holder { return true }
    }
    return hasForeignBehind(holder) || topHasOtherNames
  }

  /// Whether the layers below the top have Keras' names and those of the top have not: a head of the same shapes
  /// as the architecture's own. Where names say nothing, neither does this.
  private var topHasOtherNames: Bool {
    var standard = 0
    var below = 0
    var others = 0
    for pair in pairs {
      let layer = graph.layers[pair.layer]
      let wanted = SnakeCase.withoutCounter(layer.name)
      // An automatic name says what every layer of its class is called.
      if wanted == LayerCatalog.groupName(ofClass: layer.className) { continue }
      let name = SnakeCase.withoutCounter(model.layers[stored.entries[pair.entry].layer].name)
      let isStandard =
        name == wanted || layer.keras2Name.map { name == SnakeCase.withoutCounter($0) } ?? false
      if layer.isTop {
        if !isStandard { others += 1 }
      } else {
        below += 1
        if isStandard { standard += 1 }
      }
    }
    return others > 0 && below > 0 && standard * 10 >= below * 9
  }

  /// Whether layers without variables stand around it that it does not have, as far as the file tells.
  var hasForeignLayers: Bool {
    let holder = holder
    if let holder, hasLayersOutside(holder) { return true }
    return hasForeignInFront(holder) || hasForeignBehind(holder)
  }

  private func hasLayersOutside(_ holder: Int) -> Bool {
    var ancestors: Set<Int> = [holder]
    var next = model.layers[holder].parent
    while let parent = next, !ancestors.contains(parent) {
      ancestors.insert(parent)
      next = model.layers[parent].parent
    }
    // Layers come depth first: what is inside follows its model.
    var isInside = [Bool](repeating: false, count: model.layers.count)
    for (position, layer) in model.layers.enumerated() {
      let parentIsInside = layer.parent.map { isInside[$0] } ?? false
      isInside[position] = position == holder || parentIsInside
      if !isInside[position], !ancestors.contains(position), layer.kind.value != "InputLayer" { return true }
    }
    return false
  }

  /// Whether places in the model's layers say what stands in front of what.
  var isOrdered: Bool { model.order.source != .counter && model.order.source != .none }

  private func hasForeignInFront(_ holder: Int?) -> Bool {
    guard let first = isOrdered ? pairs.first.map({ stored.entries[$0.entry].layer }) : model.layers.count
    else { return false }
    let mayRescale = candidate.architecture.preprocessing(graph.arguments).isInside != false
    for position in 0..<first where model.layers[position].parent == holder {
      let kind = model.layers[position].kind.value
      if Self.preparing.contains(kind) || kind.hasPrefix("Random") { return true }
      if !mayRescale, kind == "Rescaling" || kind == "Normalization" { return true }
    }
    return false
  }

  private static let preparing: Set<String> = ["Resizing", "CenterCrop", "Lambda", "GaussianNoise"]

  /// Layers that no architecture has behind its last convolution, unless its own top has them.
  private static let following: Set<String> = [
    "Dropout", "SpatialDropout2D", "GlobalMaxPooling2D", "Flatten", "Softmax", "Lambda", "UpSampling2D",
  ]

  private func hasForeignBehind(_ holder: Int?) -> Bool {
    guard let lastPair = pairs.last(where: { !graph.layers[$0.layer].isTop }) else { return false }
    var allowed: [String: Int] = [:]
    for layer in graph.layers[(isOrdered ? lastPair.layer + 1 : 0)...]
    where Self.following.contains(layer.className) {
      allowed[layer.className, default: 0] += 1
    }
    if !graph.arguments.includeTop { allowed["GlobalMaxPooling2D", default: 0] += 1 }
    let begin = isOrdered ? stored.entries[lastPair.entry].layer + 1 : 0
    for layer in model.layers[begin...] where layer.parent == holder {
      guard Self.following.contains(layer.kind.value) else { continue }
      let left = allowed[layer.kind.value, default: 0] - 1
      if left < 0 { return true }
      allowed[layer.kind.value] = left
    }
    return false
  }

  /// Whether the network itself prepares its input; `nil` where the file does not tell.
  var includesPreprocessing: Bool? {
    guard let first = isOrdered ? pairs.first.map({ stored.entries[$0.entry].layer }) : model.layers.count
    else { return nil }
    let holder = holder
    for layer in model.layers[..<first] where layer.parent == holder {
      if layer.kind.value == "Rescaling" || layer.kind.value == "Normalization" { return true }
    }
    return model.configuration == nil ? nil : false
  }

  /// The function behind the model's last layer, by its configuration.
  var outputActivation: String? {
    guard model.configuration != nil, var last = model.layers.lastIndex(where: { $0.parent == nil }) else {
      return nil
    }
    while model.layers[last].isModel, let inner = model.layers.lastIndex(where: { $0.parent == last }) {
      last = inner
    }
    let layer = model.layers[last]
    if layer.kind.value == "Softmax" { return "softmax" }
    guard case .string(let name)? = layer.settings["activation"] else { return nil }
    return name
  }
}
