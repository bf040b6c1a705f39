/// `Add`, `Subtract`, `Multiply`, `Average`, `Maximum`, `Minimum`: several inputs, combined value by value.
struct ElementwiseMerge: LayerDefinition {
  let className: String
  let purpose: String

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard let first = inputs.first else { throw .inputs(expected: "at least one input") }
    var batch = first.extents.first ?? nil
    var merged = first.withoutBatch
    for input in inputs.dropFirst() {
      let other = input.extents.first ?? nil
      if let known = batch, let other, known != other { throw .inputs(expected: "equal batches") }
      batch = batch ?? other
      merged = try ElementwiseMerge.broadcast(merged, input.withoutBatch)
    }
    return [TensorShape([batch] + merged)]
  }

  /// Extents of two operands, aligned at their last axes; 1 yields to the other.
  ///
  /// An unknown extent beside a known one that is not 1 must be that one or 1. Keras 2 and Keras 3's operations say
  /// so too; Keras 3's merging layers leave it open (M 3.15.1).
  static func broadcast(_ one: [Int?], _ two: [Int?]) throws(PredictionFailure) -> [Int?] {
    let (longer, shorter) = one.count >= two.count ? (one, two) : (two, one)
    var result = Array(longer.dropLast(shorter.count))
    for (a, b) in zip(longer.suffix(shorter.count), shorter) {
      if a == 1 {
        result.append(b)
      } else if b == 1 || b == nil {
        result.append(a)
      } else if a == nil || a == b {
        result.append(b)
      } else {
        throw .inputs(expected: "extents that are equal or 1")
      }
    }
    return result
  }

  var example: LayerExample? {
    LayerExample([:], inputs: [[nil, 56, 56, 24], [nil, 56, 56, 24]], outputs: [[nil, 56, 56, 24]])
  }

  var explanation: LayerExplanation { LayerExplanation(purpose) }

  static let all: [any LayerDefinition] = [
    ElementwiseMerge(className: "Add", purpose: "Adds its inputs, value by value: the residual connection."),
    ElementwiseMerge(className: "Subtract", purpose: "Subtracts the second input from the first."),
    ElementwiseMerge(
      className: "Multiply",
      purpose: "Multiplies its inputs, value by value: how squeeze-and-excite weights channels."),
    ElementwiseMerge(className: "Average", purpose: "Averages its inputs, value by value."),
    ElementwiseMerge(className: "Maximum", purpose: "Takes the largest of its inputs at each value."),
    ElementwiseMerge(className: "Minimum", purpose: "Takes the smallest of its inputs at each value."),
  ]
}
