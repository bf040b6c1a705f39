import Containers

/// `.weights.h5` of Keras 2.12 to 2.14, where a model keeps its layers in `_layer_checkpoint_dependencies`.
struct Keras2WeightsLayout: LayoutReader {
  static let container = "_layer_checkpoint_dependencies"

  let layout = Layout.keras2Weights

  func recognises(_ contents: ContainerContents) -> Bool {
    guard contents.format == .hdf5, let root = contents.trees.first?.root else { return false }
    if root.group(Keras2WeightsLayout.container) != nil { return true }
    return root.links.contains { $0.name.hasPrefix(Keras2WeightsLayout.container + "\\") }
  }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    KerasWeightsLayout.read(contents.trees, layout: layout)
  }
}
