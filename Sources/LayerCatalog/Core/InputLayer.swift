/// `InputLayer`: where a model's input comes in. Its shape is a setting.
struct InputLayer: LayerDefinition {
  var className: String { "InputLayer" }

  /// Without inputs the shape comes from `batch_shape` (Keras 3) or `batch_input_shape` (Keras 2).
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    for key in ["batch_shape", "batch_input_shape"] {
      guard let value = settings[key], value != .null else { continue }
      guard let shape = TensorShape(value) else { throw .setting(name: key) }
      return [shape]
    }
    guard !inputs.isEmpty else { throw .setting(name: "batch_shape") }
    return inputs
  }

  var example: LayerExample? {
    LayerExample(
      ["batch_shape": [nil, 224, 224, 3]], inputs: [], outputs: [[nil, 224, 224, 3]])
  }

  var explanation: LayerExplanation {
    LayerExplanation("Names the shape of what is fed to the model.")
  }
}

extension TensorShape {
  /// A shape as a configuration writes it: a list of extents, `null` for unknown ones.
  public init?(_ value: SettingValue) {
    guard case .list(let elements) = value, elements.count <= 16 else { return nil }
    var extents: [Int?] = []
    for element in elements {
      if element == .null {
        extents.append(nil)
      } else if let extent = element.exactInteger, (0...Settings.largestInteger).contains(extent) {
        extents.append(extent)
      } else {
        return nil
      }
    }
    self.init(extents)
  }
}
