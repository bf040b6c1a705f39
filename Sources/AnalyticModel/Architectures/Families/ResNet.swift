import LayerCatalog

/// ResNet 50, 101 and 152: bottlenecks with the input added (He et al. 2015; READ
/// keras/src/applications/resnet.py 3.15.1).
struct ResNet: Architecture {
  let name: String
  let defaultSize = 224
  private let repeats: [Int]

  static let all: [any Architecture] = [
    ResNet(name: "ResNet50", repeats: [3, 4, 6, 3]),
    ResNet(name: "ResNet101", repeats: [3, 4, 23, 3]),
    ResNet(name: "ResNet152", repeats: [3, 8, 36, 3]),
  ]

  static let normalization: Settings = ["epsilon": 1.001e-5]
  static let filters = [64, 128, 256, 512]

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.block(.stem, "conv1", from: network.input, kernel: [7, 7], stride: 2) { network, x in
      var x = network.zeroPadding(x, "conv1_pad", height: [3, 3], width: [3, 3])
      x = network.conv2D(x, "conv1_conv", filters: 64, kernel: 7, strides: 2)
      x = network.batchNormalization(x, "conv1_bn", Self.normalization)
      return network.activation(x, "conv1_relu", function: "relu")
    }
    x = network.zeroPadding(x, "pool1_pad", height: [1, 1], width: [1, 1])
    x = network.maxPooling(x, "pool1_pool", size: 3, strides: 2)
    for (index, filters) in Self.filters.enumerated() {
      for number in 1...repeats[index] {
        x = bottleneck(
          &network, x, "conv\(index + 2)_block\(number)", filters, isFirst: number == 1,
          stride: number == 1 && index > 0 ? 2 : 1)
      }
    }
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", classes: arguments.classes)
  }

  /// The first block of a stage projects its input; its stride is in the first 1 x 1 convolution.
  private func bottleneck(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ name: String, _ filters: Int,
    isFirst: Bool, stride: Int
  ) -> ArchitectureBuilder.Tensor {
    network.block(
      .residualBottleneck, name, from: input, expand: filters, kernel: [3, 3], stride: stride,
      shortcut: isFirst ? .projection : .identity
    ) { network, input in
      var shortcut = input
      if isFirst {
        shortcut = network.conv2D(
          shortcut, "\(name)_0_conv", part: .shortcut, filters: 4 * filters, kernel: 1, strides: stride)
        shortcut = network.batchNormalization(shortcut, "\(name)_0_bn", Self.normalization)
      }
      var x = network.conv2D(
        input, "\(name)_1_conv", part: .first, filters: filters, kernel: 1, strides: stride)
      x = network.batchNormalization(x, "\(name)_1_bn", Self.normalization)
      x = network.activation(x, "\(name)_1_relu", function: "relu")
      x = network.conv2D(
        x, "\(name)_2_conv", part: .second, filters: filters, kernel: 3, padding: .same)
      x = network.batchNormalization(x, "\(name)_2_bn", Self.normalization)
      x = network.activation(x, "\(name)_2_relu", function: "relu")
      x = network.conv2D(x, "\(name)_3_conv", part: .third, filters: 4 * filters, kernel: 1)
      x = network.batchNormalization(x, "\(name)_3_bn", Self.normalization)
      x = network.add(shortcut, x, "\(name)_add")
      return network.activation(x, "\(name)_out", function: "relu")
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .caffe }

  /// Stem, then six layers to a block and two more in the first of a stage.
  var signatures: [ArchitectureSignature] {
    [
      ArchitectureSignature(
        opening: [[7, 7, nil, 64], [64], [1, 1, 64, 64], [64], [3, 3, 64, 64], [64], [1, 1, 64, 256]],
        ending: [[1, 1, 512, 2048], [2048]], layers: 2 + repeats.reduce(0, +) * 6 + repeats.count * 2)
    ]
  }
}
