/// The parts of Keras' own composite layers, in the order in which a call uses them.
///
/// A file lists them in the order of attributes, which is not the order of use (backward before forward).
struct CompositePart: Hashable, Sendable {
  /// The attribute that holds it in Keras 3.
  var attribute: String
  /// Names under which other layouts and versions keep it.
  var otherNames: [String] = []
  /// Whether these names are only the beginning (`forward_lstm`).
  var isPrefix = false
  var className: String?

  /// The parts of a class, empty for a class whose parts are not fixed.
  ///
  /// Keras 2 puts an underscore before attention's attributes; legacy files use the names of the inner layers
  /// (measured with Keras 3.15.1 and tf_keras 2.21.0).
  static func parts(of className: String) -> [CompositePart] {
    switch className {
    case "MultiHeadAttention": attention(prefix: "")
    case "GroupQueryAttention", "GroupedQueryAttention": attention(prefix: "_")
    case "Bidirectional":
      [
        CompositePart(attribute: "forward_layer", otherNames: ["forward_"], isPrefix: true),
        CompositePart(attribute: "backward_layer", otherNames: ["backward_"], isPrefix: true),
      ]
    case "TimeDistributed", "SpectralNormalization": [CompositePart(attribute: "layer")]
    case "TextVectorization": [CompositePart(attribute: "_lookup_layer", className: "StringLookup")]
    default: []
    }
  }

  private static func attention(prefix: String) -> [CompositePart] {
    [
      ("query_dense", "query"), ("key_dense", "key"), ("value_dense", "value"), ("gate_dense", "gate"),
      ("output_dense", "attention_output"),
    ].map { attribute, legacy in
      CompositePart(
        attribute: prefix + attribute, otherNames: [prefix.isEmpty ? "_" + attribute : attribute, legacy],
        className: "EinsumDense")
    }
  }

  func matches(_ name: String) -> Bool {
    attribute == name || (isPrefix ? otherNames.contains { name.hasPrefix($0) } : otherNames.contains(name))
  }

  /// Names that in a legacy path stand for the cell of a recurrent layer.
  static func isCell(_ name: String) -> Bool {
    let base = WeightNames.withoutCounter(name)
    return base == "cell" || base.hasSuffix("_cell") || base == "stacked_rnn_cells"
  }

  /// Names that in a legacy path stand for a part of a composite layer, not for a layer of a nested model.
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
