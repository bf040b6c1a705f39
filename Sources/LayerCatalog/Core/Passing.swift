/// `Masking` and `Identity` let values through.
enum Passing {
  static let all: [any LayerDefinition] = [
    ShapeKeepingLayer(
      "Masking", input: [nil, 7, 3],
      purpose: "Marks steps that hold nothing but one value, for layers behind it to skip."),
    ShapeKeepingLayer("Identity", purpose: "Gives back what comes in."),
  ]
}
