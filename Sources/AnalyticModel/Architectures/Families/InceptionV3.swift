import LayerCatalog

/// InceptionV3: branches of convolutions, concatenated (Szegedy et al. 2015; READ
/// keras/src/applications/inception_v3.py 3.15.1).
struct InceptionV3: Architecture {
  let name = "InceptionV3"
  let defaultSize = 299

  private typealias Tensor = ArchitectureBuilder.Tensor

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = InceptionConvolution.stem(&network)
    for (number, pooled) in [32, 64, 64].enumerated() {
      x = mixed(&network, x, number, kernel: [5, 5], stride: 1) { network, x in
        [
          chain(&network, x, [.of(64, 1)]),
          chain(&network, x, [.of(48, 1), .of(64, 5)]),
          chain(&network, x, [.of(64, 1), .of(96, 3), .of(96, 3)]),
          averaged(&network, x, pooled),
        ]
      }
    }
    x = mixed(&network, x, 3, kernel: [3, 3], stride: 2) { network, x in
      [
        chain(&network, x, [.of(384, 3, stride: 2, padding: .valid)]),
        chain(&network, x, [.of(64, 1), .of(96, 3), .of(96, 3, stride: 2, padding: .valid)]),
        network.maxPooling(x, size: 3, strides: 2),
      ]
    }
    for (number, n) in [128, 160, 160, 192].enumerated() {
      x = mixed(&network, x, 4 + number, kernel: [7, 1], stride: 1) { network, x in
        [
          chain(&network, x, [.of(192, 1)]),
          chain(&network, x, [.of(n, 1), .of(n, 1, 7), .of(192, 7, 1)]),
          chain(&network, x, [.of(n, 1), .of(n, 7, 1), .of(n, 1, 7), .of(n, 7, 1), .of(192, 1, 7)]),
          averaged(&network, x, 192),
        ]
      }
    }
    x = mixed(&network, x, 8, kernel: [3, 3], stride: 2) { network, x in
      [
        chain(&network, x, [.of(192, 1), .of(320, 3, stride: 2, padding: .valid)]),
        chain(
          &network, x,
          [.of(192, 1), .of(192, 1, 7), .of(192, 7, 1), .of(192, 3, stride: 2, padding: .valid)]),
        network.maxPooling(x, size: 3, strides: 2),
      ]
    }
    for number in [9, 10] {
      x = mixed(&network, x, number, kernel: [3, 3], stride: 1) { network, x in
        let direct = chain(&network, x, [.of(320, 1)])
        let one = chain(&network, x, [.of(384, 1)])
        let single = split(&network, one, "mixed9_\(number - 9)")
        let two = chain(&network, x, [.of(448, 1), .of(384, 3)])
        let double = split(&network, two, nil)
        return [direct, single, double, averaged(&network, x, 192)]
      }
    }
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", classes: arguments.classes)
  }

  private func mixed(
    _ network: inout ArchitectureBuilder, _ input: Tensor, _ number: Int, kernel: [Int], stride: Int,
    _ branches: (inout ArchitectureBuilder, Tensor) -> [Tensor]
  ) -> Tensor {
    let name = "mixed\(number)"
    return network.block(.inception, name, from: input, kernel: kernel, stride: stride) { network, x in
      let outputs = branches(&network, x)
      return network.concatenate(outputs, name)
    }
  }

  private func chain(
    _ network: inout ArchitectureBuilder, _ x: Tensor, _ convolutions: [InceptionConvolution]
  ) -> Tensor {
    InceptionConvolution.chain(&network, x, convolutions)
  }

  /// The branch that averages before its convolution.
  private func averaged(_ network: inout ArchitectureBuilder, _ x: Tensor, _ filters: Int) -> Tensor {
    let average = network.averagePooling(x, size: 3, strides: 1, padding: .same)
    return chain(&network, average, [.of(filters, 1)])
  }

  /// A lying and a standing convolution side by side.
  private func split(_ network: inout ArchitectureBuilder, _ x: Tensor, _ name: String?) -> Tensor {
    let lying = chain(&network, x, [.of(384, 1, 3)])
    let standing = chain(&network, x, [.of(384, 3, 1)])
    return network.concatenate([lying, standing], name)
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// 94 convolutions with their normalizations.
  let signatures = [
    ArchitectureSignature(
      opening: InceptionConvolution.stemOpening + [[1, 1, 192, 64]], ending: [[192]], layers: 188)
  ]
}
