import KerasModels
import LayerCatalog

extension Model {
  /// The shapes of its inputs with other extents in space; `nil` for an input that has none, which stays.
  ///
  /// Channels last, as every input that has extents in space is saved by default.
  /// - Parameter size: one extent for each axis in space, or one for all.
  func inputShapes(resizedTo size: [Int]) -> [TensorShape?] {
    (inputShapes ?? []).map { shape in
      let space = shape.rank - 2
      guard space > 0, size.count == space || size.count == 1 else { return nil }
      let extents = size.count == space ? size : [Int](repeating: size[0], count: space)
      return TensorShape([shape.extents[0]] + extents + [shape.extents[shape.rank - 1]])
    }
  }
}
