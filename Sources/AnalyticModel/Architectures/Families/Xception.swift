import LayerCatalog

/// Xception: separable convolutions with the input added (Chollet 2016; READ
/// keras/src/applications/xception.py 3.15.1).
struct Xception: Architecture {
  let name = "Xception"
  let defaultSize = 299

  /// A block whose separable convolutions have these filters, in order.
  private struct Block {
    var number: Int
    var filters: [Int]
    /// Whether it halves the extents, and projects its input to be added.
    var isStrided: Bool
    /// Whether an activation stands before its first convolution.
    var beginsActive = true
  }

  private static let blocks =
    [
      Block(number: 2, filters: [128, 128], isStrided: true, beginsActive: false),
      Block(number: 3, filters: [256, 256], isStrided: true),
      Block(number: 4, filters: [728, 728], isStrided: true),
    ] + (5...12).map { Block(number: $0, filters: [728, 728, 728], isStrided: false) } + [
      Block(number: 13, filters: [728, 1024], isStrided: true)
    ]

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.block(.stem, "block1", from: network.input, kernel: [3, 3], stride: 2) { network, x in
      var x = x
      for (name, filters, stride) in [("block1_conv1", 32, 2), ("block1_conv2", 64, 1)] {
        x = network.conv2D(x, name, filters: filters, kernel: 3, strides: stride, useBias: false)
        x = network.batchNormalization(x, "\(name)_bn")
        x = network.activation(x, "\(name)_act", function: "relu")
      }
      return x
    }
    for block in Self.blocks { x = residual(&network, x, block) }
    x = network.block(.head, "block14", from: x, kernel: [3, 3], stride: 1) { network, x in
      var x = x
      for (name, filters) in [("block14_sepconv1", 1536), ("block14_sepconv2", 2048)] {
        x = separable(&network, x, name, filters)
        x = network.activation(x, "\(name)_act", function: "relu")
      }
      return x
    }
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", classes: arguments.classes)
  }

  private func residual(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ block: Block
  ) -> ArchitectureBuilder.Tensor {
    let name = "block\(block.number)"
    return network.block(
      .separableResidual, name, from: input, kernel: [3, 3], stride: block.isStrided ? 2 : 1,
      shortcut: block.isStrided ? .projection : .identity
    ) { network, input in
      var shortcut = input
      if block.isStrided, let last = block.filters.last {
        shortcut = network.conv2D(
          input, part: .shortcut, filters: last, kernel: 1, strides: 2, padding: .same, useBias: false)
        shortcut = network.batchNormalization(shortcut)
      }
      var x = input
      for (index, filters) in block.filters.enumerated() {
        let layer = "\(name)_sepconv\(index + 1)"
        if index > 0 || block.beginsActive { x = network.activation(x, "\(layer)_act", function: "relu") }
        x = separable(&network, x, layer, filters)
      }
      if block.isStrided {
        x = network.maxPooling(x, "\(name)_pool", size: 3, strides: 2, padding: .same)
      }
      return network.add(x, shortcut)
    }
  }

  private func separable(
    _ network: inout ArchitectureBuilder, _ x: ArchitectureBuilder.Tensor, _ name: String, _ filters: Int
  ) -> ArchitectureBuilder.Tensor {
    let x = network.separableConv2D(
      x, name, filters: filters, kernel: 3, padding: .same, useBias: false)
    return network.batchNormalization(x, "\(name)_bn")
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// Two convolutions; four, six or (with a projection) six layers to a block; two separable convolutions.
  let signatures = [
    ArchitectureSignature(
      opening: [
        [3, 3, nil, 32], [32], [3, 3, 32, 64], [64], [3, 3, 64, 1], [128], [3, 3, 128, 1], [128],
      ],
      ending: [[3, 3, 1024, 1], [1536], [3, 3, 1536, 1], [2048]], layers: 4 + 4 * 6 + 8 * 6 + 4)
  ]
}
