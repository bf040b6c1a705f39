/// `CustomScaleLayer` of InceptionResNetV2, `StochasticDepth` of ConvNeXt: nothing to learn.
enum ApplicationLayers {
  static let all: [any LayerDefinition] = [
    ElementwiseMerge(
      className: "CustomScaleLayer", purpose: "Adds the second input, scaled by a setting, to the first."),
    ShapeKeepingLayer(
      "StochasticDepth", settings: ["drop_path_rate": 0.1],
      purpose: "Leaves a branch out at random in training."),
  ]
}
