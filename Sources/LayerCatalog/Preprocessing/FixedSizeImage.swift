/// `Resizing`, `CenterCrop`, `RandomCrop`: images of a given height and width.
struct FixedSizeImage: LayerDefinition {
  let className: String

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    var output = try inputs.single()
    guard output.rank == 3 || output.rank == 4 else { throw .inputs(expected: "images") }
    let axes = try ImageAxes(settings, dimensions: 2)
    let size = [try settings.integer("height"), try settings.integer("width")]
    // Without a batch axis every axis is one further in front.
    for (axis, extent) in zip(axes.spatialAxes, size) { output.extents[axis - (4 - output.rank)] = extent }
    return [output]
  }

  var example: LayerExample? {
    LayerExample(["height": 6, "width": 5], inputs: [[nil, 8, 8, 3]], outputs: [[nil, 6, 5, 3]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      className == "Resizing"
        ? "Scales images to a given height and width." : "Cuts images to a given height and width.")
  }

  static let all: [any LayerDefinition] = [
    FixedSizeImage(className: "Resizing"), FixedSizeImage(className: "CenterCrop"),
    FixedSizeImage(className: "RandomCrop"),
  ]
}

/// `RandomHeight`, `RandomWidth` of Keras 2: after them that extent is not known.
struct RandomExtent: LayerDefinition {
  let isHeight: Bool

  var className: String { isHeight ? "RandomHeight" : "RandomWidth" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    var output = try inputs.single()
    guard output.rank == 3 || output.rank == 4 else { throw .inputs(expected: "images") }
    output.extents[output.rank - (isHeight ? 3 : 2)] = nil
    return [output]
  }

  var example: LayerExample? {
    LayerExample(
      ["factor": 0.1], inputs: [[nil, 8, 8, 3]], outputs: [isHeight ? [nil, nil, 8, 3] : [nil, 8, nil, 3]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Stretches images in one direction at random (Keras 2).")
  }
}
