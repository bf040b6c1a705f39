import KerasModels

/// Layers that a model is taken to share with an earlier place, while its legacy file holds their values again. There may
/// be two layers after all, which only had the same values when the file was written: the other file tells.
struct StoredAgain {
  private struct Name: Hashable {
    var name: String
    var signature: LayerSignature
  }

  /// Layers in their order, and how many of them were looked at.
  private struct Queue {
    var layers: [Int] = []
    var looked = 0

    mutating func next(butNot taken: Set<Int>) -> Int? {
      while looked < layers.count {
        looked += 1
        if !taken.contains(layers[looked - 1]) { return layers[looked - 1] }
      }
      return nil
    }
  }

  private var byName: [Name: Queue] = [:]
  private var bySignature: [LayerSignature: Queue] = [:]
  private var taken: Set<Int> = []

  init(in model: Model) {
    for (index, layer) in model.layers.enumerated()
    where !layer.ownsVariables && !layer.comparedVariables.isEmpty {
      let signature = LayerSignature(layer)
      byName[Name(name: layer.name, signature: signature), default: Queue()].layers.append(index)
      bySignature[signature, default: Queue()].layers.append(index)
    }
  }

  /// One that was not taken yet: by name, else the next with the same shapes.
  mutating func take(_ name: String, _ signature: LayerSignature) -> Int? {
    let found =
      byName[Name(name: name, signature: signature)]?.next(butNot: taken)
      ?? bySignature[signature]?.next(butNot: taken)
    if let found { taken.insert(found) }
    return found
  }
}
