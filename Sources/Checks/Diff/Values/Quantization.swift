import Containers
import KerasModels
import LayerCatalog

/// What Keras' quantization makes of a layer: narrow integers with a scale beside them (Keras 3.15.1, `quantize`).
enum Quantization {
  /// Whether one variable may be the other with two values of four bits to a byte: floating-point numbers on one side,
  /// and half of one extent, rounded up, on the other (Keras 3.15.1, `pack_int4`).
  static func packs(_ one: Variable, _ other: Variable) -> Bool {
    let (float, packed) = one.type.class.isFloat ? (one, other) : (other, one)
    guard float.type.class.isFloat, packed.type.class == .integer(isSigned: true), packed.type.size == 1,
      float.shape.count == packed.shape.count
    else { return false }
    let differing = zip(float.shape, packed.shape).filter { $0 != $1 }
    return differing.count == 1 && differing[0].1 == (differing[0].0 + 1) / 2
  }
}

extension StoredType.Class {
  fileprivate var isFloat: Bool {
    if case .float = self { true } else { false }
  }
}

extension LayerDifference {
  /// Whether it was given a scale, or lost one.
  var hasOtherScales: Bool {
    variables.contains { [.added, .removed].contains($0.status) && $0.role.isQuantizationScale }
  }

  /// Whether its values were given another type and a scale.
  var isQuantized: Bool {
    variables.contains { $0.status == .retyped }
      && variables.contains { $0.status == .added && $0.role.isQuantizationScale }
  }
}
