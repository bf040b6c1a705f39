import LayerCatalog

/// DenseNet 121, 169 and 201: each layer's output is concatenated to its input (Huang et al. 2016; READ
/// keras/src/applications/densenet.py 3.15.1, names of Keras 2 from tf_keras 2.21).
struct DenseNet: Architecture {
  let name: String
  let defaultSize = 224
  private let repeats: [Int]

  static let all: [any Architecture] = [
    DenseNet(name: "DenseNet121", repeats: [6, 12, 24, 16]),
    DenseNet(name: "DenseNet169", repeats: [6, 12, 32, 32]),
    DenseNet(name: "DenseNet201", repeats: [6, 12, 48, 32]),
  ]

  private static let normalization: Settings = ["epsilon": 1.001e-5]
  /// Channels that each layer adds.
  private static let growth = 32

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.block(.stem, "conv1", from: network.input, kernel: [7, 7], stride: 2) { network, x in
      var x = network.zeroPadding(x, height: [3, 3], width: [3, 3])
      x = network.conv2D(
        x, "conv1_conv", keras2: "conv1/conv", filters: 64, kernel: 7, strides: 2, useBias: false)
      x = network.batchNormalization(x, "conv1_bn", keras2: "conv1/bn", Self.normalization)
      return network.activation(x, "conv1_relu", keras2: "conv1/relu", function: "relu")
    }
    x = network.zeroPadding(x, height: [1, 1], width: [1, 1])
    x = network.maxPooling(x, "pool1", size: 3, strides: 2)
    for (index, count) in repeats.enumerated() {
      for number in 1...count { x = denseLayer(&network, x, "conv\(index + 2)_block\(number)") }
      if index < repeats.count - 1 { x = transition(&network, x, "pool\(index + 2)") }
    }
    x = network.block(.head, "bn", from: x) { network, x in
      network.activation(network.batchNormalization(x, "bn", Self.normalization), "relu", function: "relu")
    }
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", classes: arguments.classes)
  }

  private func denseLayer(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ name: String
  ) -> ArchitectureBuilder.Tensor {
    network.block(
      .denseBlock, name, from: input, expand: 4 * Self.growth, kernel: [3, 3], stride: 1, shortcut: .concat
    ) { network, input in
      var x = network.batchNormalization(input, "\(name)_0_bn", Self.normalization)
      x = network.activation(x, "\(name)_0_relu", function: "relu")
      x = network.conv2D(
        x, "\(name)_1_conv", part: .first, filters: 4 * Self.growth, kernel: 1, useBias: false)
      x = network.batchNormalization(x, "\(name)_1_bn", Self.normalization)
      x = network.activation(x, "\(name)_1_relu", function: "relu")
      x = network.conv2D(
        x, "\(name)_2_conv", part: .second, filters: Self.growth, kernel: 3, padding: .same, useBias: false)
      return network.concatenate([input, x], "\(name)_concat")
    }
  }

  /// Halves channels and extents.
  private func transition(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ name: String
  ) -> ArchitectureBuilder.Tensor {
    network.block(.transition, name, from: input, kernel: [1, 1], stride: 2) { network, input in
      var x = network.batchNormalization(input, "\(name)_bn", Self.normalization)
      x = network.activation(x, "\(name)_relu", function: "relu")
      x = network.conv2D(x, "\(name)_conv", filters: input.channels / 2, kernel: 1, useBias: false)
      return network.averagePooling(x, "\(name)_pool", size: 2, strides: 2)
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .torch }

  /// Stem, four layers to a dense layer, two to each of three transitions, `bn`.
  var signatures: [ArchitectureSignature] {
    [
      ArchitectureSignature(
        opening: [[7, 7, nil, 64], [64], [64], [1, 1, 64, 128], [128], [3, 3, 128, 32], [96]],
        ending: [[3, 3, 128, 32], [nil]], layers: 2 + repeats.reduce(0, +) * 4 + 3 * 2 + 1)
    ]
  }
}
