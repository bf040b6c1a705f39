import Containers
import LayerCatalog

/// `save_weights('x.h5')` of Keras 1 and 2: one group per layer, in the order of the attribute `layer_names`.
struct LegacyWeightsLayout: LayoutReader {
  let layout = Layout.legacyWeights

  func recognises(_ contents: ContainerContents) -> Bool {
    guard contents.format == .hdf5, let root = contents.trees.first?.root else { return false }
    return LegacyNames.isPresent("layer_names", on: root)
  }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    let root = contents.trees.first?.root ?? StoredGroup()
    var model = LegacyWeightsLayout.read(root, path: "", layout: layout)
    model.kerasVersion = root.attribute("keras_version")?.string
    model.backend = root.attribute("backend")?.string
    model.notes = contents.trees.flatMap(\.notes) + model.notes
    return model
  }

  /// Reads the layers below a group: the root of a weights file, `model_weights` of a whole model.
  static func read(_ weights: StoredGroup, path: String, layout: Layout) -> StoredModel {
    var reader = LegacyLayers(root: weights, path: path)
    let members = reader.layers()
    var root = WeightGroup(name: "", address: "", isModel: true)
    root.weights = reader.modelWeights()
    root.members = members
    return StoredModel(
      layout: layout, root: root, naming: .layerNames, order: LayerOrder(source: .layerNames),
      other: reader.unlisted(listed: members.reduce(root.weights.count) { $0 + $1.weights.count }),
      notes: reader.notes)
  }
}
