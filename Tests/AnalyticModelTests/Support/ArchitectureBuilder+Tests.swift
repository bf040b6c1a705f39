import LayerCatalog

@testable import AnalyticModel

/// Short words for networks that tests write down.
extension ArchitectureBuilder {
  mutating func add(
    _ className: String, _ settings: Settings = [:], name: String? = nil, to x: Tensor
  ) -> Tensor {
    layer(className, name, keras2: nil, part: nil, settings: settings, from: x)
  }

  mutating func join(_ className: String, name: String? = nil, _ one: Tensor, _ other: Tensor) -> Tensor {
    layer(className, name, keras2: nil, part: nil, settings: [:], from: one, other)
  }

  /// A convolution with `same` padding and no bias.
  mutating func conv(
    _ filters: Int, _ kernel: SettingValue = 3, strides: Int = 1, bias: Bool = false, name: String? = nil,
    to x: Tensor
  ) -> Tensor {
    add(
      "Conv2D",
      Settings([
        ("filters", .integer(filters)), ("kernel_size", kernel), ("strides", .integer(strides)),
        ("padding", "same"), ("use_bias", .bool(bias)),
      ]), name: name, to: x)
  }

  mutating func depthwise(_ kernel: Int = 3, strides: Int = 1, bias: Bool = false, to x: Tensor) -> Tensor {
    add(
      "DepthwiseConv2D",
      Settings([
        ("kernel_size", .integer(kernel)), ("strides", .integer(strides)), ("padding", "same"),
        ("use_bias", .bool(bias)),
      ]), to: x)
  }

  mutating func normalized(_ x: Tensor) -> Tensor { add("BatchNormalization", to: x) }

  mutating func activated(_ x: Tensor) -> Tensor { add("ReLU", to: x) }
}
