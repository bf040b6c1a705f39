import KerasModels

/// Layers that a legacy file stores again: once for each model inside the model that uses them.
///
/// Legacy files list the weights of every layer of the outer model, those of a model among them in one go, so that a
/// layer which stands in two of these is written twice (Keras 3.15.1, `legacy_h5_format.py`; tf_keras 2.21.0,
/// `hdf5_format.py`). Keras 3's own layouts write it once. Since its values are the same in both places, the first stands
/// for both in a comparison.
struct Repetitions {
  /// The digests of the values of layers, without those that cannot be read.
  typealias Digests = (_ layers: [Int]) -> [Int: [String]]

  /// What layers that are one have in common.
  private struct Likeness: Hashable {
    var name: String
    var signature: LayerSignature
    var digests: [String]
  }

  private let model: Model
  private let digests: Digests

  init(in model: Model, digests: @escaping Digests) {
    self.model = model
    self.digests = digests
  }

  private var isLegacy: Bool { model.layout == .legacyWeights || model.layout == .legacyModel }

  /// Layers without those that are stored again, of names of which another model has fewer.
  ///
  /// - Parameter others: layers of that other model.
  func without(_ layers: [Int], against other: Model, _ others: [Int]) -> [Int] {
    guard isLegacy, others.count < layers.count else { return layers }
    var count: [String: Int] = [:]
    for layer in others { count[other.layers[layer].name, default: 0] += 1 }
    let places = Dictionary(grouping: layers) { model.layers[$0].name }
    let repeated = places.filter { $0.value.count > max(1, count[$0.key, default: 0]) }.flatMap(\.value)
    let again = Set(repeatedAmong(repeated.sorted()))
    return layers.filter { !again.contains($0) }
  }

  /// Layers without those that repeat one of others, for files of which one does not hold the layers' names.
  func without(_ layers: [Int], thatRepeat others: [Int]) -> [Int] {
    guard isLegacy, !layers.isEmpty else { return layers }
    let names = Set(layers.map { model.layers[$0].name })
    let again = Set(repeatedAmong(others.filter { names.contains(model.layers[$0].name) } + layers))
    return layers.filter { !again.contains($0) }
  }

  /// Those that are like one which stands before them.
  private func repeatedAmong(_ layers: [Int]) -> [Int] {
    let places = Dictionary(grouping: layers) { model.layers[$0].name }
    let candidates = layers.filter { (places[model.layers[$0].name] ?? []).count > 1 }
    guard !candidates.isEmpty else { return [] }
    let digests = digests(candidates)
    var known: Set<Likeness> = []
    return candidates.filter { layer in
      guard let values = digests[layer] else { return false }
      return !known.insert(
        Likeness(
          name: model.layers[layer].name, signature: LayerSignature(model.layers[layer]), digests: values)
      ).inserted
    }
  }
}
