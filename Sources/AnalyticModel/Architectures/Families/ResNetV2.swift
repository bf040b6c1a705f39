import LayerCatalog

/// ResNet 50, 101 and 152 with normalization and activation before each convolution (He et al. 2016; READ
/// keras/src/applications/resnet_v2.py and resnet.py 3.15.1).
struct ResNetV2: Architecture {
  let name: String
  let defaultSize = 224
  private let repeats: [Int]

  static let all: [any Architecture] = [
    ResNetV2(name: "ResNet50V2", repeats: [3, 4, 6, 3]),
    ResNetV2(name: "ResNet101V2", repeats: [3, 4, 23, 3]),
    ResNetV2(name: "ResNet152V2", repeats: [3, 8, 36, 3]),
  ]

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.block(.stem, "conv1", from: network.input, kernel: [7, 7], stride: 2) { network, x in
      let x = network.zeroPadding(x, "conv1_pad", height: [3, 3], width: [3, 3])
      return network.conv2D(x, "conv1_conv", filters: 64, kernel: 7, strides: 2)
    }
    x = network.zeroPadding(x, "pool1_pad", height: [1, 1], width: [1, 1])
    x = network.maxPooling(x, "pool1_pool", size: 3, strides: 2)
    for (index, filters) in ResNet.filters.enumerated() {
      let count = repeats[index]
      for number in 1...count {
        // A stage strides in its last block, the last stage not at all.
        let isStrided = number == count && index < repeats.count - 1
        x = bottleneck(
          &network, x, "conv\(index + 2)_block\(number)", filters, isFirst: number == 1,
          stride: isStrided ? 2 : 1)
      }
    }
    x = network.block(.head, "post_bn", from: x) { network, x in
      let x = network.batchNormalization(x, "post_bn", ResNet.normalization)
      return network.activation(x, "post_relu", function: "relu")
    }
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", classes: arguments.classes)
  }

  private func bottleneck(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ name: String, _ filters: Int,
    isFirst: Bool, stride: Int
  ) -> ArchitectureBuilder.Tensor {
    network.block(
      .preactivationBottleneck, name, from: input, expand: filters, kernel: [3, 3], stride: stride,
      shortcut: isFirst ? .projection : stride > 1 ? .pool : .identity
    ) { network, input in
      var active = network.batchNormalization(input, "\(name)_preact_bn", ResNet.normalization)
      active = network.activation(active, "\(name)_preact_relu", function: "relu")
      var shortcut = input
      if isFirst {
        shortcut = network.conv2D(
          active, "\(name)_0_conv", part: .shortcut, filters: 4 * filters, kernel: 1, strides: stride)
      } else if stride > 1 {
        shortcut = network.maxPooling(input, size: 1, strides: stride)
      }
      var x = network.conv2D(
        active, "\(name)_1_conv", part: .first, filters: filters, kernel: 1, useBias: false)
      x = network.batchNormalization(x, "\(name)_1_bn", ResNet.normalization)
      x = network.activation(x, "\(name)_1_relu", function: "relu")
      x = network.zeroPadding(x, "\(name)_2_pad", height: [1, 1], width: [1, 1])
      x = network.conv2D(
        x, "\(name)_2_conv", part: .second, filters: filters, kernel: 3, strides: stride, useBias: false)
      x = network.batchNormalization(x, "\(name)_2_bn", ResNet.normalization)
      x = network.activation(x, "\(name)_2_relu", function: "relu")
      x = network.conv2D(x, "\(name)_3_conv", part: .third, filters: 4 * filters, kernel: 1)
      return network.add(shortcut, x, "\(name)_out")
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// Stem, then six layers to a block and one more in the first of a stage, `post_bn`.
  var signatures: [ArchitectureSignature] {
    [
      ArchitectureSignature(
        opening: [[7, 7, nil, 64], [64], [1, 1, 64, 64], [64], [3, 3, 64, 64], [64], [1, 1, 64, 256]],
        ending: [[1, 1, 512, 2048], [2048]], layers: 2 + repeats.reduce(0, +) * 6 + repeats.count)
    ]
  }
}
