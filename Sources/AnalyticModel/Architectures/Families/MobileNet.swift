import LayerCatalog

/// MobileNet: depthwise separable convolutions (Howard et al. 2017; READ keras/src/applications/mobilenet.py
/// 3.15.1).
struct MobileNet: Architecture {
  let name = "MobileNet"
  let defaultSize = 224
  let parameters = [ArchitectureParameter("alpha", 1.0), ArchitectureParameter("depth_multiplier", 1)]

  private struct Stage {
    var filters: Int
    var stride: Int
  }

  private static let stages = [
    Stage(filters: 64, stride: 1), Stage(filters: 128, stride: 2), Stage(filters: 128, stride: 1),
    Stage(filters: 256, stride: 2), Stage(filters: 256, stride: 1), Stage(filters: 512, stride: 2),
    Stage(filters: 512, stride: 1), Stage(filters: 512, stride: 1), Stage(filters: 512, stride: 1),
    Stage(filters: 512, stride: 1), Stage(filters: 512, stride: 1), Stage(filters: 1024, stride: 2),
    Stage(filters: 1024, stride: 1),
  ]

  /// Truncated, not rounded to a multiple of 8 as in the later versions.
  private static func out(_ filters: Int, _ alpha: Double) -> Int {
    ChannelRounding.truncated(Double(filters) * alpha)
  }

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    let alpha = try arguments.widthMultiplier("alpha")
    let depthMultiplier = try arguments.integer("depth_multiplier")
    var x = network.block(.stem, "conv1", from: network.input, kernel: [3, 3], stride: 2) { network, x in
      let y = network.conv2D(
        x, "conv1", filters: Self.out(32, alpha), kernel: 3, strides: 2, padding: .same, useBias: false)
      return network.relu(network.batchNormalization(y, "conv1_bn"), "conv1_relu", maximum: 6)
    }
    for (index, stage) in Self.stages.enumerated() {
      let number = index + 1
      x = network.block(
        .depthwiseSeparable, "conv_dw_\(number)", from: x, kernel: [3, 3], stride: stage.stride
      ) { network, x in
        var x = x
        if stage.stride == 2 {
          x = network.zeroPadding(x, "conv_pad_\(number)", height: [0, 1], width: [0, 1])
        }
        x = network.depthwiseConv2D(
          x, "conv_dw_\(number)", kernel: 3, strides: stage.stride,
          padding: stage.stride == 1 ? .same : .valid,
          depthMultiplier: depthMultiplier, useBias: false)
        x = network.batchNormalization(x, "conv_dw_\(number)_bn")
        x = network.relu(x, "conv_dw_\(number)_relu", maximum: 6)
        x = network.conv2D(
          x, "conv_pw_\(number)", part: .project, filters: Self.out(stage.filters, alpha), kernel: 1,
          padding: .same, useBias: false)
        x = network.batchNormalization(x, "conv_pw_\(number)_bn")
        return network.relu(x, "conv_pw_\(number)_relu", maximum: 6)
      }
    }
    guard arguments.includeTop else { return }
    _ = network.top { network in
      x = network.globalAveragePooling(x, keepdims: true)
      x = network.layer("Dropout", "dropout", from: x)
      x = network.block(.classifier, "conv_preds", from: x, kernel: [1, 1], stride: 1) { network, x in
        network.conv2D(x, "conv_preds", filters: arguments.classes, kernel: 1, padding: .same)
      }
      x = network.layer(
        "Reshape", "reshape_2", settings: ["target_shape": .list([.integer(arguments.classes)])], from: x)
      return network.activation(x, "predictions", function: "softmax")
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// Stem, then four layers to a block.
  let signatures = [
    ArchitectureSignature(
      opening: [
        [3, 3, nil, nil], [nil], [3, 3, nil, nil], [nil], [1, 1, nil, nil], [nil], [3, 3, nil, nil],
      ],
      ending: [[1, 1, nil, nil], [nil]], layers: 54,
      width: WidthMultiplier(
        argument: "alpha", published: [0.25, 0.5, 0.75, 1.0],
        layers: [0] + stages.indices.map { 4 * $0 + 4 },
        channels: { alpha in [out(32, alpha)] + stages.map { out($0.filters, alpha) } }),
      extents: [ExtentArgument(argument: "depth_multiplier", layer: 2, axis: 3)])
  ]
}
