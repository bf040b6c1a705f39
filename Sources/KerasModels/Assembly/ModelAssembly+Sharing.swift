import Containers
import LayerCatalog

/// Layers that are one object in Keras and stand in several places.
extension ModelAssembly {
  /// A layer that a configuration lists twice is stored where it was met first; its second place counts nothing.
  mutating func share(_ index: Int, node: ConfigurationNode?, group: WeightGroup?, trainable: Bool?) {
    guard let node, let identity = SharedIdentity(node) else { return }
    let known = shared[node.name] ?? []
    guard let original = known.first(where: { $0.identity.mayBe(identity) })?.layer else {
      shared[node.name] = known + [(identity, index)]
      return
    }
    if let group, group.holdsWeights {
      shareStoredTwice(index, original: original, byIdentity: node.sharedObjectID != nil)
      return
    }
    guard layers[index].variables.isEmpty else { return }
    layers[index].variables = layers[original].variables.map { variable in
      var copy = variable
      copy.sameAs = variable.sameAs ?? variable.address
      copy.isStoredAgain = false
      return copy
    }
  }

  /// Whether an earlier place of the configuration lists this layer.
  func isKnown(_ node: ConfigurationNode) -> Bool {
    guard let identity = SharedIdentity(node) else { return false }
    return shared[node.name]?.contains { $0.identity.mayBe(identity) } ?? false
  }

  /// A legacy file stores a layer that is shared across depths once per owner. Keras 2 gives both the same identity;
  /// for Keras 3, which does not, equal names, settings and values have to prove it.
  private mutating func shareStoredTwice(_ index: Int, original: Int, byIdentity: Bool) {
    let first = layers[original].variables
    guard naming == .layerNames, !first.isEmpty, first.count == layers[index].variables.count else { return }
    let pairs = zip(first, layers[index].variables)
    guard pairs.allSatisfy({ $0.shape == $1.shape && $0.type == $1.type && $0.role == $1.role }) else {
      return
    }
    guard byIdentity || pairs.allSatisfy({ haveEqualValues($0, $1) }) else { return }
    for position in first.indices {
      layers[index].variables[position].sameAs = first[position].sameAs ?? first[position].address
      layers[index].variables[position].isStoredAgain = true
    }
  }

  private func haveEqualValues(_ one: Variable, _ other: Variable) -> Bool {
    guard let source, one.bytes == other.bytes, one.bytes <= 64 << 20,
      case .contiguous(let first?) = one.storage.layout, case .contiguous(let second?) = other.storage.layout,
      let bytes = source.bytes(at: first, count: one.bytes)
    else { return false }
    return bytes == source.bytes(at: second, count: one.bytes)
  }
}

/// What makes two entries of one name in a configuration one layer: Keras' identity, or class and settings.
struct SharedIdentity {
  /// Given from the second time on that a layer is listed, and to the first only where it stands in the outermost
  /// model (measured with Keras 3.15.1 and tf_keras 2.21.0).
  var id: Int?
  var className: String
  var settings: Settings

  init?(_ node: ConfigurationNode) {
    guard node.model == nil, node.className != "InputLayer" else { return nil }
    id = node.sharedObjectID
    className = node.className
    settings = node.settings
  }

  /// Whether two entries of one name may be one layer: both have the same identity, or not both have one.
  func mayBe(_ other: SharedIdentity) -> Bool {
    if let id, let otherID = other.id { return id == otherID }
    return className == other.className && settings == other.settings
  }
}
