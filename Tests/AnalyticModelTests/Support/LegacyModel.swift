import Containers
import KerasModels

/// The shapes that a file stores: layers in order, each with its variables in order.
typealias StoredShapes = KeyValuePairs<String, KeyValuePairs<String, [Int]>>

extension Model {
  /// The model that is read from a whole legacy file.
  ///
  /// - Parameter change: what the file stores of a layer in place of its variables
  static func legacy(
    _ configuration: String, _ stored: StoredShapes,
    change: (_ layer: String, _ variables: [(name: String, shape: [Int])]) -> [(name: String, shape: [Int])] =
      {
        $1
      }
  ) -> Model {
    let layers = stored.map { name, variables -> StoredLink in
      let kept = change(name, variables.map { (name: $0.key, shape: $0.value) })
      let names = StoredAttribute("weight_names", .strings(kept.map(\.name)))
      let links = kept.map { StoredLink($0.name, .dataset(StoredDataset(shape: $0.shape))) }
      return StoredLink(name, .group(StoredGroup(attributes: [names], links: links)))
    }
    let weights = StoredGroup(
      attributes: [StoredAttribute("layer_names", .strings(stored.map(\.key)))], links: layers)
    let root = StoredGroup(
      attributes: [StoredAttribute("model_config", .string(configuration))],
      links: [StoredLink("model_weights", .group(weights))])
    return ModelReader.read(ContainerContents(format: .hdf5, bytes: 0, trees: [StoredTree(root: root)]))
  }
}
