/// Layers that act in training only and let values through at inference.
enum Regularization {
  static let all: [any LayerDefinition] = [
    ShapeKeepingLayer(
      "Dropout", settings: ["rate": 0.5], purpose: "Sets a random share of the values to 0 in training.",
      note: "Its seed state is no parameter."),
    ShapeKeepingLayer(
      "SpatialDropout1D", settings: ["rate": 0.5], input: [nil, 8, 5],
      purpose: "Sets random channels to 0 in training."),
    ShapeKeepingLayer(
      "SpatialDropout2D", settings: ["rate": 0.5], purpose: "Sets random channels to 0 in training."),
    ShapeKeepingLayer(
      "SpatialDropout3D", settings: ["rate": 0.5], input: [nil, 4, 4, 4, 5],
      purpose: "Sets random channels to 0 in training."),
    ShapeKeepingLayer(
      "GaussianDropout", settings: ["rate": 0.5], purpose: "Multiplies by noise around 1 in training."),
    ShapeKeepingLayer(
      "GaussianNoise", settings: ["stddev": 0.5], purpose: "Adds noise around 0 in training."),
    ShapeKeepingLayer(
      "AlphaDropout", settings: ["rate": 0.5],
      purpose: "Dropout that keeps mean and variance, for selu networks."),
    ShapeKeepingLayer("ActivityRegularization", purpose: "Adds a penalty on its input to the loss."),
  ]
}
