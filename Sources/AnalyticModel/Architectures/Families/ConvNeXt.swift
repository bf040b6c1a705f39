import LayerCatalog

/// ConvNeXt Tiny to XLarge: depthwise 7 x 7 convolutions and dense layers (Liu et al. 2022; READ
/// keras/src/applications/convnext.py 3.15.1).
struct ConvNeXt: Architecture {
  let name: String
  let defaultSize = 224
  let parameters: [ArchitectureParameter] = [.includePreprocessing]
  /// What the names of its layers begin with.
  private let prefix: String
  private let depths: [Int]
  private let channels: [Int]

  private static func of(_ size: String, depths: [Int], width: Int) -> ConvNeXt {
    ConvNeXt(
      name: "ConvNeXt\(size)", prefix: "convnext_\(size.lowercased())", depths: depths,
      channels: [width, 2 * width, 4 * width, 8 * width])
  }

  static let all: [any Architecture] = [
    of("Tiny", depths: [3, 3, 9, 3], width: 96),
    of("Small", depths: [3, 3, 27, 3], width: 96),
    of("Base", depths: [3, 3, 27, 3], width: 128),
    of("Large", depths: [3, 3, 27, 3], width: 192),
    of("XLarge", depths: [3, 3, 27, 3], width: 256),
  ]

  private static let epsilon = 1e-6

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.input
    if arguments.includesPreprocessing ?? true, x.channels == 3 {
      x = network.layer(
        "Normalization", "\(prefix)_prestem_normalization",
        settings: ImageNetStatistics.normalization(of: 255), from: x)
    }
    for (stage, channels) in channels.enumerated() {
      x = stage == 0 ? stem(&network, x, channels) : downsampling(&network, x, stage - 1, channels)
      for number in 0..<depths[stage] {
        x = block(&network, x, "\(prefix)_stage_\(stage)_block_\(number)")
      }
    }
    if arguments.includeTop { x = network.globalAveragePooling(x, "\(prefix)_head_gap") }
    // The normalization stays without the top, under an automatic name.
    let last = arguments.includeTop ? "\(prefix)_head_layernorm" : nil
    x = network.block(.head, last ?? "layer_normalization", from: x) { network, x in
      network.layerNormalization(x, last, epsilon: Self.epsilon)
    }
    guard arguments.includeTop else { return }
    _ = network.top { network in
      network.block(.classifier, "\(prefix)_head_dense", from: x) { network, x in
        network.dense(x, "\(prefix)_head_dense", units: arguments.classes)
      }
    }
  }

  private func stem(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ channels: Int
  ) -> ArchitectureBuilder.Tensor {
    network.block(.stem, "\(prefix)_stem", from: input, kernel: [4, 4], stride: 4) { network, x in
      network.sequential("\(prefix)_stem") { network in
        let x = network.conv2D(x, "\(prefix)_stem_conv", filters: channels, kernel: 4, strides: 4)
        return network.layerNormalization(x, "\(prefix)_stem_layernorm", epsilon: Self.epsilon)
      }
    }
  }

  private func downsampling(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ number: Int, _ channels: Int
  ) -> ArchitectureBuilder.Tensor {
    let name = "\(prefix)_downsampling_block_\(number)"
    return network.block(.downsampling, name, from: input, kernel: [2, 2], stride: 2) { network, x in
      network.sequential(name) { network in
        let x = network.layerNormalization(
          x, "\(prefix)_downsampling_layernorm_\(number)", epsilon: Self.epsilon)
        return network.conv2D(
          x, "\(prefix)_downsampling_conv_\(number)", filters: channels, kernel: 2, strides: 2)
      }
    }
  }

  private func block(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ name: String
  ) -> ArchitectureBuilder.Tensor {
    let channels = input.channels
    return network.block(
      .convnext, name, from: input, expand: 4 * channels, kernel: [7, 7], stride: 1, shortcut: .identity
    ) { network, input in
      var x = network.conv2D(
        input, "\(name)_depthwise_conv", part: .depthwise, filters: channels, kernel: 7, padding: .same,
        groups: channels)
      x = network.layerNormalization(x, "\(name)_layernorm", epsilon: Self.epsilon)
      x = network.dense(x, "\(name)_pointwise_conv_1", units: 4 * channels)
      x = network.activation(x, "\(name)_gelu", function: "gelu")
      x = network.dense(x, "\(name)_pointwise_conv_2", units: channels)
      x = network.layer(
        "LayerScale", "\(name)_layer_scale",
        settings: ["init_values": 1e-6, "projection_dim": .integer(channels)], from: x)
      x = network.activation(x, "\(name)_identity", function: "linear")
      return network.operation("Add", from: input, x)
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing {
    .optional(
      included: arguments.includesPreprocessing, inside: "less the ImageNet mean, over the deviation",
      outside: .imageNetNormalized)
  }

  /// Stem and three downsamplings of two layers each, five layers to a block, the last normalization.
  var signatures: [ArchitectureSignature] {
    let first = channels[0]
    let last = channels[channels.count - 1]
    return [
      ArchitectureSignature(
        opening: [
          [4, 4, nil, first], [first], [7, 7, 1, first], [first], [first, 4 * first], [4 * first, first],
          [first],
        ], ending: [[4 * last, last], [last], [last]],
        layers: 2 * 4 + depths.reduce(0, +) * 5 + 1)
    ]
  }
}
