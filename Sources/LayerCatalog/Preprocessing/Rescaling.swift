/// `Rescaling` and other layers that prepare values and keep shapes.
enum ValuePreparation {
  static let all: [any LayerDefinition] = [
    ShapeKeepingLayer(
      "Rescaling", settings: ["scale": 0.5], purpose: "Multiplies by scale and adds offset, both settings.")
  ]
}
