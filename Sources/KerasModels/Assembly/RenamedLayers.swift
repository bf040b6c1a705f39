import Containers
import LayerCatalog

/// Layers whose weights bear another name than the layer.
///
/// A legacy layout keeps the names that variables got when they were built; a layer that was renamed afterwards is found
/// by its new name, as Keras looks it up, and its weights show the old one.
enum RenamedLayers {
  static func note(on model: Model) -> Note? {
    guard model.layout == .legacyModel || model.layout == .legacyWeights else { return nil }
    var count = 0
    var first: (layer: Layer, weight: String)?
    for layer in model.layers where layer.parent == nil && !layer.isModel {
      guard let weight = layer.variables.first?.name, isForeign(weight, to: layer) else { continue }
      count += 1
      if first == nil { first = (layer, weight) }
    }
    guard let first else { return nil }
    let layers =
      count == 1 ? "of a layer bear another name than the layer" : "of \(count) layers bear other names"
    return Note(
      code: "renamed-layer",
      message:
        "the weights \(layers), as after renaming (\(first.layer.name) holds \(first.weight)): Keras looks for the "
        + "layer's name",
      place: first.layer.address)
  }

  /// Whether no part of the path in front of a variable's name is the layer's name, with or without a number that
  /// TensorFlow added to names of a second model. Wrappers, and layers with parts, name what is inside them.
  private static func isForeign(_ weight: String, to layer: Layer) -> Bool {
    if weight.utf8.count > layer.name.utf8.count, weight.utf8.starts(with: layer.name.utf8) { return false }
    let prefix = WeightNames.prefix(of: weight)
    guard let last = prefix.last, layer.custom == nil, CompositePart.parts(of: layer.kind.value).isEmpty
    else {
      return false
    }
    let own = layer.name.pathComponents
    let names = own + [own.joined(separator: "_")]
    if prefix.contains(where: { part in
      names.contains { part == $0 || WeightNames.withoutCounter(part) == $0 }
    }) {
      return false
    }
    return !CompositePart.isPart(last)
  }
}
