import Containers

extension ContainerContents {
  /// The same file with one dataset of another shape: its last extent longer by one, a scalar made a pair.
  ///
  /// - Parameter path: the dataset's path from the root of the HDF5 file that holds it
  /// - Returns: `nil` where no dataset lies there.
  func altering(_ path: String) -> ContainerContents? {
    let names = path.split(separator: "/").map(String.init)
    for (position, tree) in trees.enumerated() {
      guard let root = tree.root.altering(names[...]) else { continue }
      var altered = self
      altered.trees[position].root = root
      return altered
    }
    return nil
  }
}

extension StoredGroup {
  fileprivate func altering(_ path: ArraySlice<String>) -> StoredGroup? {
    guard let name = path.first, let link = self[link: name] else { return nil }
    let target: StoredTarget
    switch link.target {
    case .group(let group):
      guard let altered = group.altering(path.dropFirst()) else { return nil }
      target = .group(altered)
    case .dataset(var dataset) where path.count == 1:
      dataset.shape = dataset.shape.dropLast() + [(dataset.shape.last ?? 1) + 1]
      target = .dataset(dataset)
    default: return nil
    }
    return StoredGroup(
      address: address, attributes: attributes, linkStorage: linkStorage, heapOrder: heapOrder,
      links: links.map { $0.name == name ? StoredLink(name, creationOrder: $0.creationOrder, target) : $0 })
  }
}
