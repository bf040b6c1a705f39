import Containers

/// Keras 2.13 to 2.15 on Windows joined the names of groups with backslashes, so that the tree lies flat in the root:
/// `layers\sequential\layers\dense`. This brings such a tree into the usual form.
///
/// The addresses that a report gives are then the file's own with slashes for backslashes.
enum BackslashPaths {
  /// Deeper than any model; a longer name is taken as it is.
  private static let maximumDepth = 64

  static func isUsed(in root: StoredGroup) -> Bool {
    root.links.contains { $0.name.utf8.contains(UInt8(ascii: "\\")) }
  }

  /// The tree that the flat names spell, in the order in which the names were created.
  static func nested(_ root: StoredGroup) -> StoredGroup {
    var tree = Node()
    let names = root.heapOrder ?? root.links.map(\.name)
    for name in names {
      guard let link = root[link: name] else { continue }
      let path = name.split(separator: "\\", omittingEmptySubsequences: true).map(String.init)
      tree.insert(link, at: path.count > maximumDepth ? [name] : path[...])
    }
    return tree.group(attributes: root.attributes)
  }

  /// A group under construction.
  private struct Node {
    var name = ""
    var link: StoredLink?
    var children: [Node] = []

    mutating func insert(_ link: StoredLink, at path: ArraySlice<String>) {
      guard let first = path.first else {
        self.link = link
        return
      }
      let position = children.firstIndex { $0.name == first }
      if let position {
        children[position].insert(link, at: path.dropFirst())
      } else {
        var child = Node(name: first)
        child.insert(link, at: path.dropFirst())
        children.append(child)
      }
    }

    func group(attributes: [StoredAttribute] = []) -> StoredGroup {
      let own: StoredGroup? =
        if case .group(let group)? = link?.target { group } else { nil }
      let created = children.map { child in
        StoredLink(child.name, child.children.isEmpty ? child.target : .group(child.group()))
      }
      let links = (own?.links ?? []) + created
      return StoredGroup(
        address: own?.address ?? 0, attributes: own?.attributes ?? attributes,
        heapOrder: (own?.heapOrder ?? own?.links.map(\.name) ?? []) + created.map(\.name), links: links)
    }

    private var target: StoredTarget {
      link?.target ?? .group(StoredGroup())
    }
  }
}
