extension TreeRecorder {
  /// The tree that the rows told; `nil` where they told none.
  consuming func assemble() -> StoredGroup? {
    /// A group whose links are still coming.
    struct Open {
      var link: RowLink
      var group: StoredGroup
      var links: [StoredLink] = []
    }
    // The recorder has seen to it that every link stands in a group.
    var open: [Open] = []
    func add(_ link: RowLink, _ target: StoredTarget) {
      guard let last = open.indices.last else { return }
      open[last].links.append(StoredLink(link.name, creationOrder: link.creationOrder, target))
    }
    for entry in entries {
      switch entry {
      case .group(let link, var group, let object):
        if let list = attributes.ofObject[object] { group.attributes = list }
        group.heapOrder = heapOrders[object]
        open.append(Open(link: link, group: group))
      case .dataset(let link, var dataset, let object):
        if let list = attributes.ofObject[object] { dataset.attributes = list }
        add(link, .dataset(dataset))
      case .link(let link, let target): add(link, target)
      case .groupEnd:
        guard let ended = open.popLast() else { return nil }
        let group = ended.group.completed(with: ended.links)
        guard !open.isEmpty else { return group }
        add(ended.link, .group(group))
      }
    }
    return nil
  }
}

extension StoredGroup {
  /// The group with its links. Whether it tracks the order of creation shows in them.
  fileprivate func completed(with links: [StoredLink]) -> StoredGroup {
    var storage = linkStorage
    if storage != .symbolTable, links.contains(where: { $0.creationOrder != nil }) {
      storage = .newStyle(tracksCreationOrder: true)
    }
    return StoredGroup(
      address: address, attributes: attributes, linkStorage: storage, heapOrder: heapOrder, links: links)
  }
}
