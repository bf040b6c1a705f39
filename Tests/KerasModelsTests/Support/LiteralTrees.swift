import Containers

/// Short forms in which tests write stored trees down.
extension StoredGroup {
  /// A group whose links were created in the order in which they are written.
  static func of(_ links: StoredLink..., attributes: [StoredAttribute] = []) -> StoredGroup {
    StoredGroup(attributes: attributes, heapOrder: links.map(\.name), links: links)
  }
}

extension StoredLink {
  static func group(_ name: String, _ links: StoredLink..., attributes: [StoredAttribute] = []) -> StoredLink
  {
    StoredLink(
      name, .group(StoredGroup(attributes: attributes, heapOrder: links.map(\.name), links: links)))
  }

  /// `vars` with datasets of these shapes, numbered from 0, and the layer's name as Keras 3.6 and later write it.
  static func vars(_ shapes: [Int]..., name: String? = nil) -> StoredLink {
    vars(shapes, name: name)
  }

  static func vars(_ shapes: [[Int]], name: String? = nil) -> StoredLink {
    let links = shapes.enumerated().map { StoredLink.dataset(String($0.offset), $0.element) }
    let attributes = name.map { [StoredAttribute("name", .string($0))] } ?? []
    return StoredLink(
      "vars", .group(StoredGroup(attributes: attributes, heapOrder: links.map(\.name), links: links)))
  }

  static func dataset(_ name: String, _ shape: [Int], type: StoredType = .float32, at offset: UInt64? = nil)
    -> StoredLink
  {
    let bytes = offset == nil ? 0 : shape.reduce(type.size, *)
    return StoredLink(
      name,
      .dataset(
        StoredDataset(shape: shape, type: type, storage: .contiguous(offset: offset), storedBytes: bytes)))
  }
}

extension ContainerContents {
  /// An HDF5 file with this tree, which holds no values.
  static func hdf5(_ root: StoredGroup) -> ContainerContents {
    ContainerContents(format: .hdf5, bytes: 0, trees: [StoredTree(root: root)])
  }

  /// A legacy weights file with these layers in order, each with the names and shapes of its weights.
  static func legacy(_ layers: [(name: String, weights: [(name: String, shape: [Int])])]) -> ContainerContents
  {
    let links = layers.map { layer in
      StoredLink(
        layer.name,
        .group(
          StoredGroup.legacy(
            names: layer.weights.map(\.name),
            datasets: layer.weights.map { ($0.name.split(separator: "/").map(String.init), $0.shape) })))
    }
    return .hdf5(
      StoredGroup(attributes: [StoredAttribute("layer_names", .strings(layers.map(\.name)))], links: links))
  }
}

extension StoredGroup {
  fileprivate static func legacy(names: [String], datasets: [(path: [String], shape: [Int])]) -> StoredGroup {
    var links: [StoredLink] = []
    var seen: Set<String> = []
    for (path, shape) in datasets {
      guard let first = path.first, seen.insert(first).inserted else { continue }
      if path.count == 1 {
        links.append(.dataset(first, shape))
      } else {
        let below = datasets.filter { $0.path.first == first }.map { (Array($0.path.dropFirst()), $0.shape) }
        links.append(StoredLink(first, .group(.legacy(names: [], datasets: below))))
      }
    }
    let attributes = names.isEmpty ? [] : [StoredAttribute("weight_names", .strings(names))]
    return StoredGroup(attributes: attributes, links: links)
  }
}
