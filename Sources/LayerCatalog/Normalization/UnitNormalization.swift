/// `UnitNormalization`: scales each row to length 1.
enum UnitNormalization {
  static let definition = ShapeKeepingLayer(
    "UnitNormalization", input: [nil, 4, 5], purpose: "Scales each row to length 1; nothing is learned.")
}
