import LayerCatalog

/// The layers that architectures are made of, with Keras' argument names and defaults.
extension ArchitectureBuilder {
  /// How a convolution or pooling treats the borders.
  public enum Padding: String, Sendable {
    case valid
    case same
  }

  public mutating func conv2D(
    _ x: Tensor, _ name: String? = nil, keras2: String? = nil, part: BlockPart? = nil, filters: Int,
    kernel: SettingValue, strides: Int = 1, padding: Padding = .valid, groups: Int = 1, useBias: Bool = true
  ) -> Tensor {
    var settings = Settings([
      ("filters", .integer(filters)), ("kernel_size", kernel), ("strides", .integer(strides)),
      ("padding", .string(padding.rawValue)), ("use_bias", .bool(useBias)),
    ])
    if groups != 1 { settings["groups"] = .integer(groups) }
    return layer("Conv2D", name, keras2: keras2, part: part, settings: settings, from: x)
  }

  public mutating func depthwiseConv2D(
    _ x: Tensor, _ name: String, keras2: String? = nil, kernel: Int, strides: Int = 1,
    padding: Padding = .valid, depthMultiplier: Int = 1, useBias: Bool = true
  ) -> Tensor {
    var settings = Settings([
      ("kernel_size", .integer(kernel)), ("strides", .integer(strides)),
      ("padding", .string(padding.rawValue)), ("use_bias", .bool(useBias)),
    ])
    if depthMultiplier != 1 { settings["depth_multiplier"] = .integer(depthMultiplier) }
    return layer("DepthwiseConv2D", name, keras2: keras2, part: .depthwise, settings: settings, from: x)
  }

  public mutating func separableConv2D(
    _ x: Tensor, _ name: String, filters: Int, kernel: Int, strides: Int = 1, padding: Padding = .valid,
    useBias: Bool = true
  ) -> Tensor {
    let settings = Settings([
      ("filters", .integer(filters)), ("kernel_size", .integer(kernel)), ("strides", .integer(strides)),
      ("padding", .string(padding.rawValue)), ("use_bias", .bool(useBias)),
    ])
    return layer("SeparableConv2D", name, settings: settings, from: x)
  }

  public mutating func dense(_ x: Tensor, _ name: String, units: Int) -> Tensor {
    layer("Dense", name, settings: ["units": .integer(units)], from: x)
  }

  /// - Parameter normalization: the settings, which a family of networks has in common.
  public mutating func batchNormalization(
    _ x: Tensor, _ name: String? = nil, keras2: String? = nil, _ normalization: Settings = [:]
  ) -> Tensor {
    layer("BatchNormalization", name, keras2: keras2, settings: normalization, from: x)
  }

  public mutating func layerNormalization(_ x: Tensor, _ name: String? = nil, epsilon: Double) -> Tensor {
    layer("LayerNormalization", name, settings: ["epsilon": .number(epsilon)], from: x)
  }

  public mutating func relu(
    _ x: Tensor, _ name: String? = nil, keras2: String? = nil, maximum: Double? = nil
  ) -> Tensor {
    layer("ReLU", name, keras2: keras2, settings: maximum.map { ["max_value": .number($0)] } ?? [:], from: x)
  }

  public mutating func activation(
    _ x: Tensor, _ name: String? = nil, keras2: String? = nil, function: SettingValue
  ) -> Tensor {
    layer("Activation", name, keras2: keras2, settings: ["activation": function], from: x)
  }

  public mutating func add(_ x: Tensor, _ y: Tensor, _ name: String? = nil, keras2: String? = nil) -> Tensor {
    layer("Add", name, keras2: keras2, from: x, y)
  }

  public mutating func concatenate(_ inputs: [Tensor], _ name: String? = nil) -> Tensor {
    layer("Concatenate", name, from: inputs)
  }

  public mutating func zeroPadding(
    _ x: Tensor, _ name: String? = nil, keras2: String? = nil, height: [Int], width: [Int]
  ) -> Tensor {
    let padding = SettingValue.list([
      .list(height.map(SettingValue.integer)), .list(width.map(SettingValue.integer)),
    ])
    return layer("ZeroPadding2D", name, keras2: keras2, settings: ["padding": padding], from: x)
  }

  /// Zeros in front of a strided `valid` convolution, so that it samples as TensorFlow's `same` does.
  ///
  /// READ keras/src/applications/imagenet_utils.py 3.15.1, `correct_pad`: one less before an even extent; an
  /// unknown extent counts as even.
  public mutating func zeroPadding(
    _ x: Tensor, _ name: String? = nil, keras2: String? = nil, beforeKernel kernel: Int
  ) -> Tensor {
    let half = kernel / 2
    func border(_ extent: Int?) -> [Int] { [half - (extent.map { 1 - $0 % 2 } ?? 1), half] }
    return zeroPadding(x, name, keras2: keras2, height: border(x.height), width: border(x.width))
  }

  public mutating func globalAveragePooling(_ x: Tensor, _ name: String? = nil, keepdims: Bool = false)
    -> Tensor
  {
    layer("GlobalAveragePooling2D", name, settings: ["keepdims": .bool(keepdims)], from: x)
  }

  public mutating func maxPooling(
    _ x: Tensor, _ name: String? = nil, size: Int, strides: Int, padding: Padding = .valid
  ) -> Tensor {
    layer("MaxPooling2D", name, settings: pooling(size, strides, padding), from: x)
  }

  public mutating func averagePooling(
    _ x: Tensor, _ name: String? = nil, size: Int, strides: Int, padding: Padding = .valid
  ) -> Tensor {
    layer("AveragePooling2D", name, settings: pooling(size, strides, padding), from: x)
  }

  private func pooling(_ size: Int, _ strides: Int, _ padding: Padding) -> Settings {
    [
      "pool_size": .integer(size), "strides": .integer(strides), "padding": .string(padding.rawValue),
    ]
  }
}

extension ArchitectureBuilder {
  /// Keras' usual top: an average over all positions, and a dense layer with one output for each class.
  public mutating func classifier(
    _ x: Tensor, pooling: String? = nil, dropout: Bool = false, _ name: String = "predictions", classes: Int
  ) {
    _ = top { network in
      var x = network.globalAveragePooling(x, pooling)
      if dropout { x = network.layer("Dropout", "top_dropout", from: x) }
      return network.block(.classifier, name, from: x) { network, x in
        network.dense(x, name, units: classes)
      }
    }
  }
}
