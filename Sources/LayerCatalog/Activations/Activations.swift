/// Activations without variables: a function of each value, or of each row.
enum Activations {
  static let all: [any LayerDefinition] = [
    ShapeKeepingLayer(
      "Activation", settings: ["activation": "relu"],
      purpose: "Applies the function named by activation to every value."),
    ShapeKeepingLayer(
      "ReLU", settings: ["max_value": 6.0],
      purpose: "Sets negative values to 0, and with max_value=6 (ReLU6) values above 6 to 6.",
      note: "It has nothing to learn: 0 parameters."),
    ShapeKeepingLayer("LeakyReLU", purpose: "Multiplies negative values by a fixed slope."),
    ShapeKeepingLayer("ELU", purpose: "Bends negative values towards -alpha; alpha is a setting."),
    ShapeKeepingLayer("ThresholdedReLU", purpose: "Sets values up to theta to 0 (Keras 2)."),
    ShapeKeepingLayer("Softmax", purpose: "Turns values along an axis into shares that add up to 1."),
  ]
}
