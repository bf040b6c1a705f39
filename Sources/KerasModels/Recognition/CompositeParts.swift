import LayerCatalog

/// The parts of composite layers, as the names in a file show them.
enum CompositePart {
  /// The parts of a class in the order in which a call uses them, empty for a class whose parts are not fixed. A file
  /// lists them in the order of attributes, which is another (backward before forward).
  ///
  /// Cells are left out: their variables are the recurrent layer's own.
  static func parts(of className: String) -> [PartName] {
    let names = LayerCatalog.definition(named: className)?.partNames ?? []
    return names.filter { $0.attribute != "cell" && $0.attribute != "cells" }
  }

  /// Names that in a legacy path stand for the cell of a recurrent layer.
  static func isCell(_ name: String) -> Bool {
    let base = WeightNames.withoutCounter(name)
    return base == "cell" || base.hasSuffix("_cell") || base == "stacked_rnn_cells"
  }

  /// Names that in a legacy path stand for a part of a composite layer, not for a layer of a nested model. Attention's
  /// `gate` is left out: people give layers that name.
  static func isPart(_ name: String) -> Bool {
    if isCell(name) || name.hasPrefix("forward_") || name.hasPrefix("backward_") { return true }
    return ["query", "key", "value", "attention_output"].contains(name)
  }
}

extension WeightGroup {
  /// The group with the cell of a recurrent layer taken into it: an LSTM's variables are those of its cell, and the
  /// cells of a stack are its parts.
  func absorbingCell() -> WeightGroup {
    guard let position = parts.firstIndex(where: { $0.name == "cell" }) else { return self }
    var result = self
    let cell = result.parts.remove(at: position)
    result.weights += cell.weights
    result.parts.insert(contentsOf: cell.parts, at: position)
    return result
  }

  /// The group with a kernel that it stores for the layer inside it marked as that layer's: `SpectralNormalization` keeps
  /// its inner layer's kernel as an attribute, which Keras 3 stores a second time (measured with 3.15.1). So does
  /// `TextVectorization` with its table's `idf_weights`.
  func withoutDoubleKernel() -> WeightGroup {
    var result = self
    for position in result.weights.indices {
      if result.weights[position].role == "idf_weights" {
        // Keras 3 keeps these weights beside the layer's variables; Keras 2 counted them.
        result.weights[position].isUncounted = layerName != nil
      }
      guard let inner = parts.first(where: { $0.name == "layer" || $0.name == "_lookup_layer" }) else {
        continue
      }
      let twin = inner.weights.first {
        $0.name == result.weights[position].name && $0.dataset.shape == result.weights[position].dataset.shape
      }
      if let twin, inner.name == "_lookup_layer" || position == 0 {
        result.weights[position].repeats = twin.address
        result.weights[position].isCountedAtRepeated = true
      }
    }
    return result
  }

  /// The parts in the order of use, each under the attribute's name of Keras 3.
  func orderedParts(of className: String) -> [(attribute: String, className: String?, group: WeightGroup)] {
    let table = CompositePart.parts(of: className)
    var ranked: [(rank: Int, attribute: String, className: String?, group: WeightGroup)] = []
    for (position, part) in parts.enumerated() {
      let rank = table.firstIndex { $0.matches(part.name) }
      ranked.append(
        (
          rank ?? table.count + position, rank.map { table[$0].attribute } ?? part.name,
          rank.flatMap { table[$0].className }, part
        ))
    }
    return ranked.sorted { $0.rank < $1.rank }.map { ($0.attribute, $0.className, $0.group) }
  }
}
