import LayerCatalog

/// MobileNetV3 Small and Large: inverted bottlenecks with squeeze-and-excite (Howard et al. 2019; READ
/// keras/src/applications/mobilenet_v3.py 3.15.1, names of Keras 2 from tf_keras 2.21).
struct MobileNetV3: Architecture {
  let name: String
  let defaultSize = 224
  let parameters = [
    ArchitectureParameter("alpha", 1.0), ArchitectureParameter("minimalistic", false),
    .includePreprocessing,
  ]
  private let rows: [Row]
  /// Filters of the convolution between the average and the classifier.
  private let lastFilters: Int

  /// A block; kernel, squeeze and activation are those of the full form.
  private struct Row {
    var expansion: Double
    var filters: Int
    var kernel: Int
    var stride: Int
    var squeezes: Bool
    var isHardSwish: Bool

    init(_ expansion: Double, _ filters: Int, _ kernel: Int, _ stride: Int, squeezes: Bool, hardSwish: Bool) {
      self.expansion = expansion
      self.filters = filters
      self.kernel = kernel
      self.stride = stride
      self.squeezes = squeezes
      self.isHardSwish = hardSwish
    }
  }

  /// Tables 1 and 2 of the paper, with the expansions that Keras has.
  static let all: [any Architecture] = [
    MobileNetV3(
      name: "MobileNetV3Small",
      rows: [
        Row(1, 16, 3, 2, squeezes: true, hardSwish: false),
        Row(72.0 / 16, 24, 3, 2, squeezes: false, hardSwish: false),
        Row(88.0 / 24, 24, 3, 1, squeezes: false, hardSwish: false),
        Row(4, 40, 5, 2, squeezes: true, hardSwish: true),
        Row(6, 40, 5, 1, squeezes: true, hardSwish: true),
        Row(6, 40, 5, 1, squeezes: true, hardSwish: true),
        Row(3, 48, 5, 1, squeezes: true, hardSwish: true),
        Row(3, 48, 5, 1, squeezes: true, hardSwish: true),
        Row(6, 96, 5, 2, squeezes: true, hardSwish: true),
        Row(6, 96, 5, 1, squeezes: true, hardSwish: true),
        Row(6, 96, 5, 1, squeezes: true, hardSwish: true),
      ], lastFilters: 1024),
    MobileNetV3(
      name: "MobileNetV3Large",
      rows: [
        Row(1, 16, 3, 1, squeezes: false, hardSwish: false),
        Row(4, 24, 3, 2, squeezes: false, hardSwish: false),
        Row(3, 24, 3, 1, squeezes: false, hardSwish: false),
        Row(3, 40, 5, 2, squeezes: true, hardSwish: false),
        Row(3, 40, 5, 1, squeezes: true, hardSwish: false),
        Row(3, 40, 5, 1, squeezes: true, hardSwish: false),
        Row(6, 80, 3, 2, squeezes: false, hardSwish: true),
        Row(2.5, 80, 3, 1, squeezes: false, hardSwish: true),
        Row(2.3, 80, 3, 1, squeezes: false, hardSwish: true),
        Row(2.3, 80, 3, 1, squeezes: false, hardSwish: true),
        Row(6, 112, 3, 1, squeezes: true, hardSwish: true),
        Row(6, 112, 3, 1, squeezes: true, hardSwish: true),
        Row(6, 160, 5, 2, squeezes: true, hardSwish: true),
        Row(6, 160, 5, 1, squeezes: true, hardSwish: true),
        Row(6, 160, 5, 1, squeezes: true, hardSwish: true),
      ], lastFilters: 1280),
  ]

  private static let normalization: Settings = ["epsilon": 1e-3, "momentum": 0.999]
  /// The stem does not grow with alpha.
  private static let stemFilters = 16

  private static func scaled(_ channels: Int, by factor: Double) -> Int {
    ChannelRounding.divisibleBy8(Double(channels) * factor)
  }

  /// The convolution behind the average grows with alpha, but never shrinks.
  private func last(_ alpha: Double) -> Int {
    alpha > 1 ? Self.scaled(lastFilters, by: alpha) : lastFilters
  }

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    let alpha = try arguments.widthMultiplier("alpha")
    let isMinimalistic = try arguments.flag("minimalistic")
    var x = network.input
    if arguments.includesPreprocessing ?? true {
      x = network.layer("Rescaling", settings: ["scale": .number(1 / 127.5), "offset": -1.0], from: x)
    }
    x = network.block(.stem, "conv", from: x, kernel: [3, 3], stride: 2) { network, x in
      var x = network.conv2D(
        x, "conv", keras2: "Conv", filters: Self.stemFilters, kernel: 3, strides: 2, padding: .same,
        useBias: false)
      x = network.batchNormalization(x, "conv_bn", keras2: "Conv/BatchNorm", Self.normalization)
      return activation(&network, x, isHardSwish: !isMinimalistic)
    }
    for (number, row) in rows.enumerated() {
      var row = row
      row.filters = Self.scaled(row.filters, by: alpha)
      if isMinimalistic {
        row.kernel = 3
        row.squeezes = false
        row.isHardSwish = false
      }
      x = block(&network, x, number, row)
    }
    x = network.block(.head, "conv_1", from: x, kernel: [1, 1], stride: 1) { network, x in
      var x = network.conv2D(
        x, "conv_1", keras2: "Conv_1", filters: Self.scaled(x.channels, by: 6), kernel: 1, padding: .same,
        useBias: false)
      x = network.batchNormalization(x, "conv_1_bn", keras2: "Conv_1/BatchNorm", Self.normalization)
      return activation(&network, x, isHardSwish: !isMinimalistic)
    }
    guard arguments.includeTop else { return }
    let last = last(alpha)
    _ = network.top { network in
      x = network.globalAveragePooling(x, keepdims: true)
      x = network.block(.head, "conv_2", from: x, kernel: [1, 1], stride: 1) { network, x in
        let x = network.conv2D(x, "conv_2", keras2: "Conv_2", filters: last, kernel: 1, padding: .same)
        return activation(&network, x, isHardSwish: !isMinimalistic)
      }
      x = network.layer("Dropout", from: x)
      x = network.block(.classifier, "logits", from: x, kernel: [1, 1], stride: 1) { network, x in
        network.conv2D(
          x, "logits", keras2: "Logits", filters: arguments.classes, kernel: 1, padding: .same)
      }
      x = network.layer("Flatten", from: x)
      return network.activation(x, "predictions", keras2: "Predictions", function: "softmax")
    }
  }

  private func block(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ number: Int, _ row: Row
  ) -> ArchitectureBuilder.Tensor {
    let name = number == 0 ? "expanded_conv" : "expanded_conv_\(number)"
    let inner = Self.scaled(input.channels, by: row.expansion)
    let expand = number == 0 ? nil : inner
    let squeeze = row.squeezes ? Self.scaled(inner, by: 0.25) : nil
    let isResidual = row.stride == 1 && input.channels == row.filters
    return network.block(
      .invertedBottleneck, name, from: input, expand: expand, kernel: [row.kernel, row.kernel],
      stride: row.stride, shortcut: isResidual ? .identity : nil, squeeze: squeeze
    ) { network, input in
      var x = input
      if let expand {
        x = network.conv2D(
          x, "\(name)_expand", keras2: "\(name)/expand", part: .expand, filters: expand, kernel: 1,
          padding: .same, useBias: false)
        x = network.batchNormalization(
          x, "\(name)_expand_bn", keras2: "\(name)/expand/BatchNorm", Self.normalization)
        x = activation(&network, x, isHardSwish: row.isHardSwish)
      }
      if row.stride == 2 {
        x = network.zeroPadding(
          x, "\(name)_depthwise_pad", keras2: "\(name)/depthwise/pad", beforeKernel: row.kernel)
      }
      x = network.depthwiseConv2D(
        x, "\(name)_depthwise", keras2: "\(name)/depthwise", kernel: row.kernel, strides: row.stride,
        padding: row.stride == 1 ? .same : .valid, useBias: false)
      x = network.batchNormalization(
        x, "\(name)_depthwise_bn", keras2: "\(name)/depthwise/BatchNorm", Self.normalization)
      x = activation(&network, x, isHardSwish: row.isHardSwish)
      if let squeeze { x = squeezeExcite(&network, x, name, squeeze) }
      x = network.conv2D(
        x, "\(name)_project", keras2: "\(name)/project", part: .project, filters: row.filters, kernel: 1,
        padding: .same, useBias: false)
      x = network.batchNormalization(
        x, "\(name)_project_bn", keras2: "\(name)/project/BatchNorm", Self.normalization)
      return isResidual ? network.add(input, x, "\(name)_add", keras2: "\(name)/Add") : x
    }
  }

  private func squeezeExcite(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ block: String, _ squeeze: Int
  ) -> ArchitectureBuilder.Tensor {
    let name = "\(block)_squeeze_excite"
    let old = "\(block)/squeeze_excite"
    var x = network.layer(
      "GlobalAveragePooling2D", "\(name)_avg_pool", keras2: "\(old)/AvgPool", settings: ["keepdims": true],
      from: input)
    x = network.conv2D(
      x, "\(name)_conv", keras2: "\(old)/Conv", part: .squeeze, filters: squeeze, kernel: 1, padding: .same)
    x = network.relu(x, "\(name)_relu", keras2: "\(old)/Relu")
    x = network.conv2D(
      x, "\(name)_conv_1", keras2: "\(old)/Conv_1", part: .excite, filters: input.channels, kernel: 1,
      padding: .same)
    // The hard sigmoid, ReLU6(x + 3) / 6, is made of operations around a layer.
    x = network.operation("Multiply", from: network.relu(network.operation("Add", from: x), maximum: 6))
    return network.layer("Multiply", "\(name)_mul", keras2: "\(old)/Mul", from: input, x)
  }

  private func activation(
    _ network: inout ArchitectureBuilder, _ x: ArchitectureBuilder.Tensor, isHardSwish: Bool
  ) -> ArchitectureBuilder.Tensor {
    isHardSwish ? network.activation(x, function: "hard_swish") : network.relu(x)
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing {
    .optional(included: arguments.includesPreprocessing, inside: "x / 127.5 - 1", outside: .symmetric)
  }

  var signatures: [ArchitectureSignature] {
    [signature(isMinimalistic: false), signature(isMinimalistic: true)]
  }

  private func signature(isMinimalistic: Bool) -> ArchitectureSignature {
    var next = 2
    var projections: [Int] = []
    for (number, row) in rows.enumerated() {
      next += (number == 0 ? 4 : 6) + (row.squeezes && !isMinimalistic ? 2 : 0)
      projections.append(next - 2)
    }
    let rows = rows
    let opening: [[Int?]] =
      rows[0].squeezes && !isMinimalistic
      ? [[3, 3, nil, 16], [16], [3, 3, 16, 1], [16], [1, 1, 16, 8], [1, 1, 8, 16], [1, 1, 16, nil]]
      : [[3, 3, nil, 16], [16], [3, 3, 16, 1], [16], [1, 1, 16, nil], [nil], [1, 1, nil, nil]]
    return ArchitectureSignature(
      arguments: ["minimalistic": .bool(isMinimalistic)], opening: opening,
      ending: [[1, 1, nil, nil], [nil]],
      layers: next + 2, topLayers: 2,
      width: WidthMultiplier(
        argument: "alpha", published: isMinimalistic ? [1.0] : [0.75, 1.0], layers: projections + [next],
        channels: { alpha in
          let widths = rows.map { Self.scaled($0.filters, by: alpha) }
          return widths + [Self.scaled(widths.last ?? 0, by: 6)]
        }, topChannels: last))
  }
}
