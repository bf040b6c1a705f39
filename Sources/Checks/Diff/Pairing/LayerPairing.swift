import KerasModels

/// Which layer of one model is which of another.
struct LayerPairing {
  /// What a pair was made by.
  typealias Evidence = LayerDifference.Evidence

  struct Pair: Hashable {
    var before: Int
    var after: Int
    var by: Evidence
  }

  /// In the order of the later model.
  private(set) var pairs: [Pair] = []

  private let before: Model
  private let after: Model
  private var freeBefore: [Int]
  private var freeAfter: [Int]
  /// By layer.
  private let signaturesBefore: [Int: LayerSignature]
  private let signaturesAfter: [Int: LayerSignature]

  /// What only the values of a layer tell; asked where names and order do not settle it.
  struct Contents {
    /// Pairs of layers all of whose values are the same, and tell enough not to be so by chance.
    var pairs: (_ before: [Int], _ after: [Int]) -> [(Int, Int)]
    /// The digests of the values of layers of the earlier and of the later model.
    var digestsBefore: Repetitions.Digests
    var digestsAfter: Repetitions.Digests
  }

  init(_ before: Model, _ after: Model, contents: Contents) {
    self.before = before
    self.after = after
    let owners = (before.owners, after.owners)
    let repetitions = (
      before: Repetitions(in: before, digests: contents.digestsBefore),
      after: Repetitions(in: after, digests: contents.digestsAfter)
    )
    freeBefore = repetitions.before.without(owners.0, against: after, owners.1)
    freeAfter = repetitions.after.without(owners.1, against: before, owners.0)
    signaturesBefore = before.signatures(of: freeBefore)
    signaturesAfter = after.signatures(of: freeAfter)
    let namesAgree =
      uniqueNames(before, freeBefore).map { Set($0.keys) }
      == uniqueNames(after, freeAfter).map { Set($0.keys) }
    if !namesAgree, before.order.source.isTrue, after.order.source.isTrue,
      freeBefore.elementsEqual(freeAfter, by: { signaturesBefore[$0] == signaturesAfter[$1] })
    {
      // The same network under other names, as Keras gives them anew in every session.
      pairs = zip(freeBefore, freeAfter).map { pair($0, $1) }
      (freeBefore, freeAfter) = ([], [])
    } else {
      takeNames(withSameShapes: true)
      take(contents.pairs(freeBefore, freeAfter), by: .content)
      take(inOrder(), by: .position)
      take(byShape(), by: .shape)
      takeNames(withSameShapes: false)
    }
    takeStoredAgain()
    freeBefore = repetitions.before.without(freeBefore, thatRepeat: pairs.map(\.before))
    freeAfter = repetitions.after.without(freeAfter, thatRepeat: pairs.map(\.after))
    pairs.sort { ($0.after, $0.before) < ($1.after, $1.before) }
  }

  /// Layers of the earlier model that have no counterpart.
  var removed: [Int] { freeBefore }
  /// Layers of the later model that have none.
  var added: [Int] { freeAfter }

  /// Layers by their name, which must be the only one of its kind; `nil` where two have the same.
  private func uniqueNames(_ model: Model, _ layers: [Int]) -> [String: Int]? {
    var names: [String: Int] = [:]
    for layer in layers where names.updateValue(layer, forKey: model.layers[layer].name) != nil { return nil }
    return names
  }

  /// Layers by their name, without names that stand twice.
  private func names(_ model: Model, _ layers: [Int]) -> [String: Int] {
    var names: [String: Int?] = [:]
    for layer in layers {
      let name = model.layers[layer].name
      names[name] = names[name] == nil ? .some(layer) : .some(nil)
    }
    return names.compactMapValues { $0 }
  }

  private mutating func takeNames(withSameShapes: Bool) {
    let others = names(after, freeAfter)
    var found: [(Int, Int)] = []
    for (name, one) in names(before, freeBefore) {
      guard let other = others[name] else { continue }
      let isSame = signaturesBefore[one] == signaturesAfter[other]
      // A layer of another kind that happens to have the name is another layer.
      let isKin =
        before.layers[one].kind.value == after.layers[other].kind.value
        || before.layers[one].kind.value == "unknown" || after.layers[other].kind.value == "unknown"
      if isSame || (!withSameShapes && isKin) { found.append((one, other)) }
    }
    take(found, by: .name)
  }

  private mutating func take(_ found: [(Int, Int)], by evidence: Evidence) {
    guard !found.isEmpty else { return }
    pairs += found.map { Pair(before: $0.0, after: $0.1, by: evidence) }
    let taken = (Set(found.map(\.0)), Set(found.map(\.1)))
    freeBefore.removeAll { taken.0.contains($0) }
    freeAfter.removeAll { taken.1.contains($0) }
  }

  /// What is left pairs with what the other file holds again.
  private mutating func takeStoredAgain() {
    var again = (before: StoredAgain(in: before), after: StoredAgain(in: after))
    for layer in freeBefore {
      guard let signature = signaturesBefore[layer],
        let found = again.after.take(before.layers[layer].name, signature)
      else { continue }
      pairs.append(pair(layer, found))
    }
    for layer in freeAfter {
      guard let signature = signaturesAfter[layer],
        let found = again.before.take(after.layers[layer].name, signature)
      else { continue }
      pairs.append(pair(found, layer))
    }
    let taken = (Set(pairs.map(\.before)), Set(pairs.map(\.after)))
    freeBefore.removeAll { taken.0.contains($0) }
    freeAfter.removeAll { taken.1.contains($0) }
  }

  /// A pair by name, or where the names differ by position.
  private func pair(_ one: Int, _ other: Int) -> Pair {
    Pair(
      before: one, after: other, by: before.layers[one].name == after.layers[other].name ? .name : .position)
  }

  /// The longest run of layers with the same shapes that keeps the order of both.
  private func inOrder() -> [(Int, Int)] {
    let (n, m) = (freeBefore.count, freeAfter.count)
    guard n > 0, m > 0, n <= 4_000_000 / m else { return [] }
    let one = freeBefore.map { signaturesBefore[$0] }
    let other = freeAfter.map { signaturesAfter[$0] }
    // Lengths for what is left from each pair of positions on.
    var lengths = [Int32](repeating: 0, count: (n + 1) * (m + 1))
    for i in (0..<n).reversed() {
      for j in (0..<m).reversed() {
        lengths[i * (m + 1) + j] =
          one[i] == other[j]
          ? lengths[(i + 1) * (m + 1) + j + 1] + 1
          : max(lengths[(i + 1) * (m + 1) + j], lengths[i * (m + 1) + j + 1])
      }
    }
    var found: [(Int, Int)] = []
    var (i, j) = (0, 0)
    while i < n, j < m {
      if one[i] == other[j] {
        found.append((freeBefore[i], freeAfter[j]))
        (i, j) = (i + 1, j + 1)
      } else if lengths[(i + 1) * (m + 1) + j] >= lengths[i * (m + 1) + j + 1] {
        i += 1
      } else {
        j += 1
      }
    }
    return found
  }

  /// Layers of shapes that both have as many of, in the order of each.
  private func byShape() -> [(Int, Int)] {
    func grouped(_ layers: [Int], _ signatures: [Int: LayerSignature]) -> [LayerSignature: [Int]] {
      var found: [LayerSignature: [Int]] = [:]
      for layer in layers {
        if let key = signatures[layer] { found[key, default: []].append(layer) }
      }
      return found
    }
    let others = grouped(freeAfter, signaturesAfter)
    return grouped(freeBefore, signaturesBefore).flatMap { key, layers -> [(Int, Int)] in
      guard let other = others[key], other.count == layers.count else { return [] }
      return Array(zip(layers, other))
    }
  }
}

extension Model {
  fileprivate func signatures(of layers: [Int]) -> [Int: LayerSignature] {
    var signatures: [Int: LayerSignature] = [:]
    signatures.reserveCapacity(layers.count)
    for layer in layers { signatures[layer] = LayerSignature(self.layers[layer]) }
    return signatures
  }
}

extension LayerOrder.Source {
  /// Whether the order is that in which the model has its layers.
  fileprivate var isTrue: Bool {
    switch self {
    case .config, .layerNames, .heap, .creation: true
    case .counter, .none: false
    }
  }
}
