import LayerCatalog

/// InceptionResNetV2: branches of convolutions, added to their input (Szegedy et al. 2016; READ
/// keras/src/applications/inception_resnet_v2.py 3.15.1).
struct InceptionResNetV2: Architecture {
  let name = "InceptionResNetV2"
  let defaultSize = 299

  private typealias Tensor = ArchitectureBuilder.Tensor
  private typealias Branches = [[InceptionConvolution]]

  private static let block35: Branches = [
    [.of(32, 1)], [.of(32, 1), .of(32, 3)], [.of(32, 1), .of(48, 3), .of(64, 3)],
  ]
  private static let block17: Branches = [
    [.of(192, 1)], [.of(128, 1), .of(160, 1, 7), .of(192, 7, 1)],
  ]
  private static let block8: Branches = [
    [.of(192, 1)], [.of(192, 1), .of(224, 1, 3), .of(256, 3, 1)],
  ]

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = InceptionConvolution.stem(&network)
    x = network.block(.inception, "mixed_5b", from: x, kernel: [5, 5], stride: 1) { network, x in
      var outputs = branches(
        &network, x, [[.of(96, 1)], [.of(48, 1), .of(64, 5)], [.of(64, 1), .of(96, 3), .of(96, 3)]])
      let average = network.averagePooling(x, size: 3, strides: 1, padding: .same)
      outputs.append(InceptionConvolution.chain(&network, average, [.of(64, 1)]))
      return network.concatenate(outputs, "mixed_5b")
    }
    for number in 1...10 {
      x = residual(&network, x, "block35_\(number)", Self.block35, kernel: [3, 3], scale: 0.17)
    }
    x = reduction(
      &network, x, "mixed_6a",
      [
        [.of(384, 3, stride: 2, padding: .valid)],
        [.of(256, 1), .of(256, 3), .of(384, 3, stride: 2, padding: .valid)],
      ])
    for number in 1...20 {
      x = residual(&network, x, "block17_\(number)", Self.block17, kernel: [1, 7], scale: 0.1)
    }
    x = reduction(
      &network, x, "mixed_7a",
      [
        [.of(256, 1), .of(384, 3, stride: 2, padding: .valid)],
        [.of(256, 1), .of(288, 3, stride: 2, padding: .valid)],
        [.of(256, 1), .of(288, 3), .of(320, 3, stride: 2, padding: .valid)],
      ])
    for number in 1...10 {
      x = residual(
        &network, x, "block8_\(number)", Self.block8, kernel: [1, 3], scale: number == 10 ? 1 : 0.2,
        isActive: number != 10)
    }
    x = network.block(.head, "conv_7b", from: x, kernel: [1, 1], stride: 1) { network, x in
      InceptionConvolution.of(1536, 1).build(&network, x, "conv_7b")
    }
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", classes: arguments.classes)
  }

  private func branches(
    _ network: inout ArchitectureBuilder, _ x: Tensor, _ branches: Branches
  ) -> [Tensor] {
    branches.map { InceptionConvolution.chain(&network, x, $0) }
  }

  private func reduction(
    _ network: inout ArchitectureBuilder, _ input: Tensor, _ name: String, _ convolutions: Branches
  ) -> Tensor {
    network.block(.inception, name, from: input, kernel: [3, 3], stride: 2) { network, x in
      let outputs = branches(&network, x, convolutions)
      let pooled = network.maxPooling(x, size: 3, strides: 2)
      return network.concatenate(outputs + [pooled], name)
    }
  }

  /// The branches' outputs, back to the input's channels, scaled and added to it.
  private func residual(
    _ network: inout ArchitectureBuilder, _ input: Tensor, _ name: String, _ convolutions: Branches,
    kernel: [Int], scale: Double, isActive: Bool = true
  ) -> Tensor {
    network.block(.inception, name, from: input, kernel: kernel, stride: 1, shortcut: .identity) {
      network, input in
      let outputs = branches(&network, input, convolutions)
      var x = network.concatenate(outputs, "\(name)_mixed")
      x = network.conv2D(x, "\(name)_conv", filters: input.channels, kernel: 1, padding: .same)
      x = network.layer("CustomScaleLayer", settings: ["scale": .number(scale)], from: input, x)
      return isActive ? network.activation(x, "\(name)_ac", function: "relu") : x
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// 204 convolutions with their normalizations, and 40 that have none.
  let signatures = [
    ArchitectureSignature(
      opening: InceptionConvolution.stemOpening, ending: [[1, 1, 2080, 1536], [1536]], layers: 2 * 204 + 40)
  ]
}
