/// `ZeroPadding1D` to `3D` add positions at the borders, `Cropping1D` to `3D` take them away.
struct BorderLayer: LayerDefinition {
  enum Effect {
    case padding
    case cropping
  }

  let effect: Effect
  /// The number of spatial axes.
  let dimensions: Int

  var className: String {
    effect == .padding
      ? Ranked.name(dimensions, "ZeroPadding1D", "ZeroPadding2D", "ZeroPadding3D")
      : Ranked.name(dimensions, "Cropping1D", "Cropping2D", "Cropping3D")
  }
  private var setting: String { effect == .padding ? "padding" : "cropping" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    // ZeroPadding1D has a data_format since Keras 3; Cropping1D has none and reads (batch, steps, features).
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let borders = try borders(settings)
    var output = input
    for (border, axis) in zip(borders, axes.spatialAxes) {
      guard let extent = input.extents[axis] else { continue }
      let total = border.reduce(0, +)
      let result = effect == .padding ? extent + total : extent - total
      guard result > 0 else { throw .inputs(expected: "more than \(total) positions on axis \(axis)") }
      output.extents[axis] = result
    }
    return [output]
  }

  /// Two widths for each axis, from one integer, one per axis, or a pair per axis.
  private func borders(_ settings: Settings) throws(PredictionFailure) -> [[Int]] {
    // READ keras/src/layers/reshaping 3.15.1: padding 1 by default; cropping 1 in 1D, 0 in 2D, 1 in 3D.
    let value = settings[setting] ?? .integer(effect == .cropping && dimensions == 2 ? 0 : 1)
    if value.exactInteger != nil {
      let width = try pair(value)
      return [[Int]](repeating: width, count: dimensions)
    }
    guard case .list(let elements) = value else { throw .setting(name: setting) }
    if dimensions == 1 { return [try pair(value)] }
    guard elements.count == dimensions else { throw .setting(name: setting) }
    var borders: [[Int]] = []
    for element in elements { borders.append(try pair(element)) }
    return borders
  }

  private func pair(_ value: SettingValue) throws(PredictionFailure) -> [Int] {
    try Settings([(setting, value)]).integers(setting, rank: 2, minimum: 0)
  }

  var example: LayerExample? {
    let pads: [[SettingValue]] = [[0, 1], [[0, 1], [0, 1]], [1, 2, 1]]
    let inputs: [TensorShape] = [[nil, 9, 5], [nil, 224, 224, 5], [nil, 8, 8, 8, 5]]
    let padded: [TensorShape] = [[nil, 10, 5], [nil, 225, 225, 5], [nil, 10, 12, 10, 5]]
    let cropped: [TensorShape] = [[nil, 8, 5], [nil, 223, 223, 5], [nil, 6, 4, 6, 5]]
    let index = min(max(dimensions, 1), 3) - 1
    return LayerExample(
      [setting: .list(pads[index])], inputs: [inputs[index]],
      outputs: [effect == .padding ? padded[index] : cropped[index]])
  }

  var explanation: LayerExplanation {
    switch effect {
    case .padding:
      LayerExplanation(
        "Adds zeros at the borders in space.",
        notes: ["Strided blocks of MobileNetV2 pad ((0, 1), (0, 1)) before a valid depthwise convolution."])
    case .cropping: LayerExplanation("Cuts positions off at the borders in space.")
    }
  }
}
