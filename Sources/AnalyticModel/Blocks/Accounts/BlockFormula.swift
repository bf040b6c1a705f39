import KerasModels

/// A block's count as a sum of products: `1·1·16·96 + 4·96 + 3·3·96·1`.
struct BlockFormula {
  private(set) var text: String?
  /// Vectors of one length in a row, which count together.
  private var vectors: (length: Int, count: Int)?

  mutating func add(_ variable: Variable) {
    if variable.shape.count == 1, variable.shape[0] == variable.parameters {
      let length = variable.shape[0]
      if let known = vectors, known.length == length {
        vectors = (length, known.count + 1)
      } else {
        endLayer()
        vectors = (length, 1)
      }
      return
    }
    endLayer()
    // Packed values count otherwise than their shape says.
    let product = variable.shape.reduce(1, &*)
    append(
      product == variable.parameters && !variable.shape.isEmpty
        ? variable.shape.map(String.init).joined(separator: "·") : String(variable.parameters))
  }

  /// Vectors of two layers stand apart.
  mutating func endLayer() {
    guard let (length, count) = vectors else { return }
    append(count == 1 ? String(length) : "\(count)·\(length)")
    vectors = nil
  }

  private mutating func append(_ term: String) {
    if text == nil {
      text = term
    } else {
      text?.append(" + ")
      text?.append(term)
    }
  }
}
