import LayerCatalog

/// A convolution without bias, a normalization without gamma and ReLU: what Inception networks are made of.
///
/// READ `conv2d_bn` in keras/src/applications/inception_v3.py and inception_resnet_v2.py 3.15.1.
struct InceptionConvolution {
  var filters: Int
  /// Sides, height first.
  var kernel: [Int]
  var stride = 1
  var padding = ArchitectureBuilder.Padding.same

  static func of(
    _ filters: Int, _ height: Int, _ width: Int? = nil, stride: Int = 1,
    padding: ArchitectureBuilder.Padding = .same
  ) -> Self {
    Self(filters: filters, kernel: [height, width ?? height], stride: stride, padding: padding)
  }

  func build(
    _ network: inout ArchitectureBuilder, _ x: ArchitectureBuilder.Tensor, _ name: String? = nil
  ) -> ArchitectureBuilder.Tensor {
    var x = network.conv2D(
      x, name, filters: filters, kernel: .list(kernel.map(SettingValue.integer)), strides: stride,
      padding: padding, useBias: false)
    x = network.batchNormalization(x, name.map { "\($0)_bn" }, ["scale": false])
    return network.activation(x, name.map { "\($0)_ac" }, function: "relu")
  }

  /// One after the other.
  static func chain(
    _ network: inout ArchitectureBuilder, _ x: ArchitectureBuilder.Tensor, _ convolutions: [Self]
  ) -> ArchitectureBuilder.Tensor {
    var x = x
    for convolution in convolutions { x = convolution.build(&network, x) }
    return x
  }

  /// The convolutions and poolings before the first mixed block, the same in both networks.
  static func stem(_ network: inout ArchitectureBuilder) -> ArchitectureBuilder.Tensor {
    network.block(.stem, "stem", from: network.input, kernel: [3, 3], stride: 8) { network, x in
      var x = chain(
        &network, x, [.of(32, 3, stride: 2, padding: .valid), .of(32, 3, padding: .valid), .of(64, 3)])
      x = network.maxPooling(x, size: 3, strides: 2)
      x = chain(&network, x, [.of(80, 1, padding: .valid), .of(192, 3, padding: .valid)])
      return network.maxPooling(x, size: 3, strides: 2)
    }
  }

  /// The shapes by which the stem betrays itself.
  static let stemOpening: [[Int?]] = [
    [3, 3, nil, 32], [32], [3, 3, 32, 32], [32], [3, 3, 32, 64], [64], [1, 1, 64, 80], [80],
    [3, 3, 80, 192], [192],
  ]
}
