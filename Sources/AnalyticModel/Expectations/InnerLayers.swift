import KerasModels

/// Which layers are parts of which, and what their flags amount to.
struct InnerLayers {
  private let model: Model
  private var parts: [Int: [Int]] = [:]
  private var isPart: [Bool]

  init(_ model: Model) {
    self.model = model
    isPart = [Bool](repeating: false, count: model.layers.count)
    for (position, layer) in model.layers.enumerated() {
      guard let parent = layer.parent, parent < position else { continue }
      // Whatever lies in a layer that is no model is a part of it, also where nothing names the part.
      guard layer.partAttribute != nil || isPart[parent] || !model.layers[parent].isModel else { continue }
      isPart[position] = true
      parts[parent, default: []].append(position)
    }
  }

  /// Whether a layer is a part of a composite one.
  func isPart(_ layer: Int) -> Bool { isPart[layer] }

  /// Whether any layer has parts.
  var hasParts: Bool { !parts.isEmpty }

  /// The parts of a composite layer, in order.
  func parts(of layer: Int) -> [Int] { parts[layer] ?? [] }

  /// The layers that hold variables, among a layer and all its parts, in order.
  func holders(below layer: Int) -> [Int] {
    (model.layers[layer].variables.isEmpty ? [] : [layer]) + parts(of: layer).flatMap { holders(below: $0) }
  }

  /// Whether training may change the layer's trainable variables: its own flag and those of all that hold it;
  /// `nil` where none is known.
  func trainable(_ layer: Int) -> Bool? {
    var isKnown = false
    var next: Int? = layer
    while let position = next, model.layers.indices.contains(position) {
      switch model.layers[position].trainable {
      case false: return false
      case true: isKnown = true
      case nil: break
      }
      next = model.layers[position].parent.flatMap { $0 < position ? $0 : nil }
    }
    return isKnown ? true : nil
  }
}

/// Where each configured layer stands in `Model.layers`.
struct LayerPositions {
  private var positions: [ConfigurationPath: Int] = [:]

  init(_ model: Model) {
    positions.reserveCapacity(model.layers.count)
    for (position, layer) in model.layers.enumerated() {
      if let path = layer.configurationPath { positions[path] = position }
    }
  }

  subscript(path: ConfigurationPath) -> Int? { positions[path] }
}
