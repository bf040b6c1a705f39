import Containers
import LayerCatalog

/// Reads the layouts that mirror the objects of a model: one group per layer, with its variables in `vars`.
///
/// `container` is the name under which a model keeps its layers: `layers`, or Keras 2.12 to 2.14's
/// `_layer_checkpoint_dependencies`.
struct ObjectTree {
  var order: LinkOrder
  var container: String
  var member: String?
  /// The root of the tree, in which the targets of repeated hard links are looked up.
  var root: StoredGroup
  private(set) var notes: [Note] = []

  init(root: StoredGroup, order: LinkOrder, container: String, member: String?) {
    self.root = root
    self.order = order
    self.container = container
    self.member = member
  }

  /// Groups of the root that hold no layers.
  static let reserved: Set<String> = ["optimizer", "metrics"]

  /// The whole tree, without the optimizer's and the metrics' groups.
  mutating func tree() -> WeightGroup {
    group(root, name: "", path: "", leavingOut: ObjectTree.reserved)
  }

  /// All datasets below a group of the root, in order: the optimizer's slots, the metrics' state.
  mutating func datasets(below name: String) -> [StoredWeight] {
    guard let group = root.group(name) else { return [] }
    var found: [StoredWeight] = []
    collect(group, path: name, into: &found)
    return found
  }

  private mutating func collect(_ group: StoredGroup, path: String, into found: inout [StoredWeight]) {
    found += variables(of: group, path: path)
    for link in order.links(of: group) {
      guard case .group(let child) = link.target else { continue }
      collect(child, path: path + "/" + link.name, into: &found)
    }
  }

  /// One layer: `vars`, the container of its layers, and its attributes.
  private mutating func group(
    _ stored: StoredGroup, name: String, path: String, leavingOut: Set<String> = [], repeats: String? = nil
  ) -> WeightGroup {
    var result = WeightGroup(name: name, address: path)
    for link in order.links(of: stored) where !leavingOut.contains(link.name) {
      let childPath = path.isEmpty ? link.name : path + "/" + link.name
      guard let (child, origin) = resolve(link, at: childPath, repeats: repeats) else { continue }
      switch link.name {
      case "vars":
        result.weights = variables(of: child, path: childPath, repeats: origin)
        result.layerName = ObjectTree.layerName(of: child)
      case container:
        result.isModel = true
        result.members = children(of: child, path: childPath, repeats: origin)
      default:
        result.parts += part(child, name: link.name, path: childPath, repeats: origin)
      }
    }
    result.parts = AttributeOrder.byCounters(result.parts)
    return result
  }

  /// An attribute is a layer, or a list or dictionary of layers, which has no `vars` of its own.
  private mutating func part(
    _ stored: StoredGroup, name: String, path: String, repeats: String?
  ) -> [WeightGroup] {
    let isLayer = stored.links.contains { $0.name == "vars" || $0.name == container }
    return isLayer || stored.links.isEmpty
      ? [group(stored, name: name, path: path, repeats: repeats)]
      : children(of: stored, path: path, repeats: repeats)
  }

  private mutating func children(of stored: StoredGroup, path: String, repeats: String?) -> [WeightGroup] {
    var found: [WeightGroup] = []
    for link in order.links(of: stored) {
      let childPath = path + "/" + link.name
      guard let (child, origin) = resolve(link, at: childPath, repeats: repeats) else { continue }
      found += part(child, name: link.name, path: childPath, repeats: origin)
    }
    return found
  }

  /// The group that a link leads to. A hard link to a group met before is followed once, and never inside another such
  /// group, so that a cycle of groups ends; `origin` is then the path under which the group was met first.
  private mutating func resolve(
    _ link: StoredLink, at path: String, repeats: String?
  ) -> (group: StoredGroup, origin: String?)? {
    switch link.target {
    case .group(let group):
      return (group, repeats.map { $0 + "/" + link.name })
    case .repeated(let target) where repeats == nil:
      let names = target.pathComponents
      guard let group = root.group(at: names) else { return nil }
      notes.append(
        Note(
          code: "hard-link", message: "a second link to \(target), whose variables are counted once",
          place: path))
      return (group, target.withoutLeadingSlash)
    default:
      note(link, at: path)
      return nil
    }
  }

  /// The name that Keras 3.6 and later write on a layer's `vars`.
  static func layerName(of variables: StoredGroup) -> String? {
    guard case .string(let name)? = variables.attribute("name")?.value else { return nil }
    return name
  }

  /// The datasets of a `vars` group: numbers in numeric order, then names (`idf_weights`).
  private mutating func variables(of stored: StoredGroup, path: String, repeats: String? = nil)
    -> [StoredWeight]
  {
    var numbered: [(Int, StoredWeight)] = []
    var named: [StoredWeight] = []
    for link in stored.links {
      let address = path + "/" + link.name
      guard var weight = weight(link, address: address) else { continue }
      if let repeats { weight.repeats = repeats + "/" + link.name }
      if let number = Int(link.name), number >= 0 {
        numbered.append((number, weight))
      } else {
        weight.role = WeightNames.role(in: link.name)
        named.append(weight)
      }
    }
    return numbered.sorted { $0.0 < $1.0 }.map(\.1) + named
  }

  private mutating func weight(_ link: StoredLink, address: String) -> StoredWeight? {
    switch link.target {
    case .dataset(let dataset):
      return StoredWeight(name: link.name, address: address, dataset: dataset, member: member)
    case .repeated(let path):
      guard let dataset = root.dataset(atPath: path) else { return nil }
      return StoredWeight(
        name: link.name, address: address, dataset: dataset, member: member, repeats: path.withoutLeadingSlash
      )
    case .group:
      return nil
    default:
      note(link, at: address)
      return nil
    }
  }

  /// What is not followed or could not be read is said.
  private mutating func note(_ link: StoredLink, at path: String) {
    notes += Note.about(link, at: path).map { [$0] } ?? []
  }
}

extension Note {
  /// What to tell of a link that leads to no group or dataset of this file.
  static func about(_ link: StoredLink, at path: String) -> Note? {
    switch link.target {
    case .group, .dataset, .repeated: nil
    // The reader of the file has told it, with the same code for all layouts.
    case .unreadable: nil
    case .softLink(let target):
      Note(code: "link-not-followed", message: "a soft link to \(target), which is not followed", place: path)
    case .externalLink(let file, let target):
      Note(
        code: "link-not-followed",
        message: "a link into another file (\(file), \(target)), which is not followed",
        place: path)
    case .other(let what):
      Note(code: "object-not-read", message: "\(what), which no Keras file holds", place: path)
    }
  }
}

extension StoredGroup {
  /// The dataset at an absolute or relative path of names.
  func dataset(atPath path: String) -> StoredDataset? {
    var names = path.pathComponents
    guard let last = names.popLast() else { return nil }
    return group(at: names)?.dataset(last)
  }
}

extension String {
  var withoutLeadingSlash: String {
    utf8.first == UInt8(ascii: "/") ? String(dropFirst()) : self
  }
}
