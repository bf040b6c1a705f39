import LayerCatalog

/// MobileNetV2: inverted bottlenecks (Sandler et al. 2018; READ keras/src/applications/mobilenet_v2.py 3.15.1).
struct MobileNetV2: Architecture {
  let name = "MobileNetV2"
  let defaultSize = 224
  let parameters = [ArchitectureParameter("alpha", 1.0)]

  private struct Stage {
    var expansion: Int
    var filters: Int
    var repeats: Int
    var stride: Int
  }

  /// Table 2 of the paper. The stride is that of a stage's first block.
  private static let stages = [
    Stage(expansion: 1, filters: 16, repeats: 1, stride: 1),
    Stage(expansion: 6, filters: 24, repeats: 2, stride: 2),
    Stage(expansion: 6, filters: 32, repeats: 3, stride: 2),
    Stage(expansion: 6, filters: 64, repeats: 4, stride: 2),
    Stage(expansion: 6, filters: 96, repeats: 3, stride: 1),
    Stage(expansion: 6, filters: 160, repeats: 3, stride: 2),
    Stage(expansion: 6, filters: 320, repeats: 1, stride: 1),
  ]
  private static let normalization: Settings = ["epsilon": 1e-3, "momentum": 0.999]

  private static func stem(_ alpha: Double) -> Int { ChannelRounding.divisibleBy8(32 * alpha) }

  private static func out(_ filters: Int, _ alpha: Double) -> Int {
    ChannelRounding.divisibleBy8(Double(ChannelRounding.truncated(Double(filters) * alpha)))
  }

  /// The last convolution grows with alpha, but never shrinks.
  private static func last(_ alpha: Double) -> Int {
    alpha > 1 ? ChannelRounding.divisibleBy8(1280 * alpha) : 1280
  }

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    let alpha = try arguments.widthMultiplier("alpha")
    var x = network.block(.stem, "Conv1", from: network.input, kernel: [3, 3], stride: 2) { network, x in
      let y = network.conv2D(
        x, "Conv1", filters: Self.stem(alpha), kernel: 3, strides: 2, padding: .same, useBias: false)
      return network.relu(
        network.batchNormalization(y, "bn_Conv1", Self.normalization), "Conv1_relu", maximum: 6)
    }
    var number = 0
    for stage in Self.stages {
      for index in 0..<stage.repeats {
        x = bottleneck(
          &network, x, number, filters: Self.out(stage.filters, alpha), expansion: stage.expansion,
          stride: index == 0 ? stage.stride : 1)
        number += 1
      }
    }
    x = network.block(.head, "Conv_1", from: x, kernel: [1, 1], stride: 1) { network, x in
      let y = network.conv2D(x, "Conv_1", filters: Self.last(alpha), kernel: 1, useBias: false)
      return network.relu(
        network.batchNormalization(y, "Conv_1_bn", Self.normalization), "out_relu", maximum: 6)
    }
    guard arguments.includeTop else { return }
    network.classifier(x, classes: arguments.classes)
  }

  private func bottleneck(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ number: Int, filters: Int,
    expansion: Int, stride: Int
  ) -> ArchitectureBuilder.Tensor {
    let name = number == 0 ? "expanded_conv" : "block_\(number)"
    let expand = number == 0 ? nil : input.channels * expansion
    let isResidual = stride == 1 && input.channels == filters
    return network.block(
      .invertedBottleneck, name, from: input, expand: expand, kernel: [3, 3], stride: stride,
      shortcut: isResidual ? .identity : nil
    ) { network, input in
      var x = input
      if let expand {
        x = network.conv2D(
          x, "\(name)_expand", part: .expand, filters: expand, kernel: 1, padding: .same, useBias: false)
        x = network.batchNormalization(x, "\(name)_expand_BN", Self.normalization)
        x = network.relu(x, "\(name)_expand_relu", maximum: 6)
      }
      if stride == 2 { x = network.zeroPadding(x, "\(name)_pad", beforeKernel: 3) }
      x = network.depthwiseConv2D(
        x, "\(name)_depthwise", kernel: 3, strides: stride, padding: stride == 1 ? .same : .valid,
        useBias: false)
      x = network.batchNormalization(x, "\(name)_depthwise_BN", Self.normalization)
      x = network.relu(x, "\(name)_depthwise_relu", maximum: 6)
      x = network.conv2D(
        x, "\(name)_project", part: .project, filters: filters, kernel: 1, padding: .same, useBias: false)
      x = network.batchNormalization(x, "\(name)_project_BN", Self.normalization)
      return isResidual ? network.add(input, x, "\(name)_add") : x
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// Stem, then six layers to a block (four in the first), then `Conv_1`.
  let signatures = [
    ArchitectureSignature(
      opening: [
        [3, 3, nil, nil], [nil], [3, 3, nil, 1], [nil], [1, 1, nil, nil], [nil], [1, 1, nil, nil],
      ],
      ending: [[1, 1, nil, nil], [nil]], layers: 104,
      width: WidthMultiplier(
        argument: "alpha", published: [0.35, 0.5, 0.75, 1.0, 1.3, 1.4],
        layers: [0] + (0..<17).map { 6 * $0 + 4 } + [102],
        channels: { alpha in
          [stem(alpha)] + stages.flatMap { [Int](repeating: out($0.filters, alpha), count: $0.repeats) }
            + [last(alpha)]
        }))
  ]
}
