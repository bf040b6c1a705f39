import Containers
import LayerCatalog

/// The layers of a legacy layout, found by the names that `layer_names` lists.
struct LegacyLayers {
  var root: StoredGroup
  /// HDF5 path of `root`, which addresses of layers leave out and addresses of variables keep.
  var path: String
  private(set) var notes: [Note] = []

  init(root: StoredGroup, path: String) {
    self.root = root
    self.path = path
  }

  /// Keras 2.7 and later keep the variables of the model itself in this group.
  static let modelGroup = "top_level_model_weights"

  /// One group per name, in the order of `layer_names`.
  mutating func layers() -> [WeightGroup] {
    let names = LegacyNames.strings("layer_names", on: root)
    var found: [WeightGroup] = []
    found.reserveCapacity(names.count)
    for name in names {
      // A name with slashes is a path of groups.
      let components = name.pathComponents
      guard let group = root.group(at: components) else {
        notes.append(
          Note(
            code: "layer-without-group", message: "layer_names lists a layer that has no group", place: name))
        continue
      }
      found.append(
        WeightGroup(
          name: name, address: name, layerName: name, weights: weights(of: group, at: join(path, name))))
    }
    return found
  }

  mutating func modelWeights() -> [StoredWeight] {
    guard let group = root.group(LegacyLayers.modelGroup) else { return [] }
    return weights(of: group, at: join(path, LegacyLayers.modelGroup))
  }

  /// Datasets below the root that no layer's `weight_names` lists; `listed` is how many were found by their lists.
  func unlisted(listed count: Int) -> [StoredWeight] {
    // Nearly always every dataset is listed, and counting is all that there is to do.
    guard datasets(below: root) != count else { return [] }
    var listed: Set<String> = []
    let names = LegacyNames.strings("layer_names", on: root) + [LegacyLayers.modelGroup]
    for name in names {
      let components = name.pathComponents
      guard let group = root.group(at: components) else { continue }
      for weight in LegacyNames.strings("weight_names", on: group) { listed.insert(name + "/" + weight) }
    }
    var found: [StoredWeight] = []
    collect(root, at: "", listed: listed, into: &found)
    return found
  }

  private func datasets(below group: StoredGroup) -> Int {
    group.links.reduce(0) { sum, link in
      switch link.target {
      case .group(let child): sum + datasets(below: child)
      case .dataset: sum + 1
      default: sum
      }
    }
  }

  private func collect(
    _ group: StoredGroup, at here: String, listed: Set<String>, into found: inout [StoredWeight]
  ) {
    for link in group.links {
      let address = join(here, link.name)
      switch link.target {
      case .group(let child): collect(child, at: address, listed: listed, into: &found)
      case .dataset(let dataset) where !listed.contains(address):
        found.append(StoredWeight(name: link.name, address: join(path, address), dataset: dataset))
      default: break
      }
    }
  }

  /// The datasets that a group's `weight_names` lists, in that order.
  private mutating func weights(of group: StoredGroup, at address: String) -> [StoredWeight] {
    let (found, missing) = LegacyLayers.listed(group, path: address)
    notes += missing
    return found
  }

  /// The same for a group outside the layers: the optimizer's.
  static func named(_ group: StoredGroup, path: String) -> [StoredWeight] {
    listed(group, path: path).found
  }

  private static func listed(_ group: StoredGroup, path: String) -> (found: [StoredWeight], missing: [Note]) {
    var found: [StoredWeight] = []
    var missing: [Note] = []
    for name in LegacyNames.strings("weight_names", on: group) {
      let components = name.pathComponents
      let link = components.dropLast().isEmpty ? group : group.group(at: components.dropLast())
      guard let last = components.last, let target = link?[link: last]?.target else {
        missing.append(
          Note(
            code: "weight-missing", message: "weight_names lists a weight that is not there",
            place: path + "/" + name))
        continue
      }
      var weight = StoredWeight(
        name: name, address: path + "/" + name.path(of: components),
        dataset: StoredDataset(shape: []),
        role: WeightNames.role(in: name))
      switch target {
      case .dataset(let dataset): weight.dataset = dataset
      default:
        if let note = Note.about(StoredLink(last, target), at: weight.address) { missing.append(note) }
        continue
      }
      found.append(weight)
    }
    return (found, missing)
  }

  private func join(_ path: String, _ name: String) -> String {
    path.isEmpty ? name : path + "/" + name
  }
}
