import KerasModels
import LayerCatalog

extension Model {
  /// Feeds its inputs other extents in space than those that the configuration names; an input that has none stays.
  ///
  /// - Parameter size: one extent for each axis in space, or one for all.
  public mutating func resizeInputs(to size: [Int]) {
    inputShapes = inputShapes?.map { $0.resized(to: size) ?? $0 }
  }
}

extension TensorShape {
  /// With other extents in space, channels last, as every input that has extents in space is saved by default.
  ///
  /// - Parameter size: one extent for each axis in space, or one for all.
  /// - Returns: `nil` where it has no extents in space, or another number of them.
  func resized(to size: [Int]) -> TensorShape? {
    let space = rank - 2
    guard space > 0, size.count == space || size.count == 1 else { return nil }
    let resized = size.count == space ? size : [Int](repeating: size[0], count: space)
    return TensorShape([extents[0]] + resized + [extents[rank - 1]])
  }
}
