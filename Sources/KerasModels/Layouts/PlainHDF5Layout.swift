import Containers
import LayerCatalog

/// HDF5 with datasets, but no layout of Keras: each group that holds datasets is listed as stored.
struct PlainHDF5Layout: LayoutReader {
  let layout = Layout.hdf5

  func recognises(_ contents: ContainerContents) -> Bool { true }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    var root = WeightGroup(name: "", address: "", isModel: true)
    var notes: [Note] = []
    for tree in contents.trees {
      collect(tree.root, path: "", name: "", member: tree.member, into: &root, notes: &notes)
      notes += tree.notes
    }
    notes.append(
      Note(
        code: "no-keras-layout", message: "HDF5, but no layout that Keras writes: groups are listed as stored"
      ))
    if !root.holdsWeights {
      notes.append(Note(code: "no-datasets", message: "a valid HDF5 file with no dataset in it"))
    }
    return StoredModel(
      layout: layout, root: root, naming: .layerNames,
      order: LayerOrder(source: .none, note: "listed by name"),
      notes: notes)
  }

  private func collect(
    _ group: StoredGroup, path: String, name: String, member: String?, into root: inout WeightGroup,
    notes: inout [Note]
  ) {
    var here = WeightGroup(name: path, address: path)
    var children: [(StoredGroup, String, String)] = []
    for link in group.links {
      let address = path.isEmpty ? link.name : path + "/" + link.name
      switch link.target {
      case .group(let child): children.append((child, address, link.name))
      case .dataset(let dataset):
        here.weights.append(
          StoredWeight(
            name: link.name, address: address, dataset: dataset, member: member,
            role: WeightNames.role(in: link.name)))
      default:
        if let note = Note.about(link, at: address) { notes.append(note) }
      }
    }
    if path.isEmpty {
      root.weights += here.weights
    } else if !here.weights.isEmpty {
      root.members.append(here)
    }
    for (child, address, name) in children {
      collect(child, path: address, name: name, member: member, into: &root, notes: &notes)
    }
  }
}
