import LayerCatalog

/// The inverted bottleneck with squeeze-and-excite that both versions of EfficientNet are made of.
///
/// The reduced width is a quarter of the block's input, not of its expanded channels (READ
/// keras/src/applications/efficientnet.py and efficientnet_v2.py 3.15.1).
struct SqueezedBottleneck {
  var name: String
  var filters: Int
  /// 1 where the block does not expand.
  var expansion: Int
  var kernel: Int
  var stride: Int
  /// `dwconv`, in the second version `dwconv2`.
  var depthwiseName: String
  /// Whether zeros are added by a layer of their own before a strided convolution.
  var padsExplicitly: Bool
  var normalization: Settings

  /// `block1a`: stages from 1 on, blocks of a stage in letters.
  static func name(stage: Int, repetition: Int) -> String {
    let letter = UnicodeScalar(UInt8(ascii: "a") &+ UInt8(truncatingIfNeeded: repetition))
    return "block\(stage + 1)\(Character(letter))"
  }

  func build(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor
  ) -> ArchitectureBuilder.Tensor {
    let expand = expansion == 1 ? nil : input.channels * expansion
    let squeeze = max(1, input.channels / 4)
    let isResidual = stride == 1 && input.channels == filters
    return network.block(
      .invertedBottleneck, name, from: input, expand: expand, kernel: [kernel, kernel], stride: stride,
      shortcut: isResidual ? .identity : nil, squeeze: squeeze
    ) { network, input in
      var x = input
      if let expand {
        x = network.conv2D(
          x, "\(name)_expand_conv", part: .expand, filters: expand, kernel: 1, padding: .same, useBias: false)
        x = network.batchNormalization(x, "\(name)_expand_bn", normalization)
        x = network.activation(x, "\(name)_expand_activation", function: "swish")
      }
      let pads = padsExplicitly && stride == 2
      if pads { x = network.zeroPadding(x, "\(name)_dwconv_pad", beforeKernel: kernel) }
      x = network.depthwiseConv2D(
        x, "\(name)_\(depthwiseName)", kernel: kernel, strides: stride, padding: pads ? .valid : .same,
        useBias: false)
      x = network.batchNormalization(x, "\(name)_bn", normalization)
      x = network.activation(x, "\(name)_activation", function: "swish")
      x = squeezeExcite(&network, x, squeeze)
      x = network.conv2D(
        x, "\(name)_project_conv", part: .project, filters: filters, kernel: 1, padding: .same, useBias: false
      )
      x = network.batchNormalization(x, "\(name)_project_bn", normalization)
      return isResidual ? Self.residual(&network, x, input, name) : x
    }
  }

  private func squeezeExcite(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ squeeze: Int
  ) -> ArchitectureBuilder.Tensor {
    let channels = input.channels
    var x = network.globalAveragePooling(input, "\(name)_se_squeeze")
    let shape: SettingValue = [1, 1, .integer(channels)]
    x = network.layer("Reshape", "\(name)_se_reshape", settings: ["target_shape": shape], from: x)
    x = network.conv2D(
      x, "\(name)_se_reduce", part: .squeeze, filters: squeeze, kernel: 1, padding: .same)
    x = network.conv2D(
      x, "\(name)_se_expand", part: .excite, filters: channels, kernel: 1, padding: .same)
    return network.layer("Multiply", "\(name)_se_excite", from: input, x)
  }

  /// The end of a block whose input is added, with the whole branch dropped at random in training.
  static func residual(
    _ network: inout ArchitectureBuilder, _ x: ArchitectureBuilder.Tensor,
    _ input: ArchitectureBuilder.Tensor, _ name: String
  ) -> ArchitectureBuilder.Tensor {
    network.add(network.layer("Dropout", "\(name)_drop", from: x), input, "\(name)_add")
  }

  /// The last convolution, which both versions call `top_conv`.
  static func top(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, filters: Int,
    normalization: Settings
  ) -> ArchitectureBuilder.Tensor {
    network.block(.head, "top_conv", from: input, kernel: [1, 1], stride: 1) { network, x in
      var x = network.conv2D(x, "top_conv", filters: filters, kernel: 1, padding: .same, useBias: false)
      x = network.batchNormalization(x, "top_bn", normalization)
      return network.activation(x, "top_activation", function: "swish")
    }
  }
}
