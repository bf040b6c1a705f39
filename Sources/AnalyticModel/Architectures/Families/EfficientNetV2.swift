import LayerCatalog

/// EfficientNetV2 B0 to B3, S, M and L: fused inverted bottlenecks, then inverted bottlenecks with
/// squeeze-and-excite (Tan and Le 2021; READ keras/src/applications/efficientnet_v2.py 3.15.1).
struct EfficientNetV2: Architecture {
  let name: String
  let defaultSize: Int
  let parameters: [ArchitectureParameter] = [.includePreprocessing]
  private let width: Double
  private let depth: Double
  private let stem: Int
  private let stages: [Stage]
  /// B0 to B3 normalize by the mean and deviation of ImageNet, the others to [-1, 1].
  private let normalizesByImageNet: Bool

  private struct Stage {
    var isFused: Bool
    var repeats: Int
    var filters: Int
    var expansion: Int
    var stride: Int

    /// With a full 3 x 3 convolution in place of an expansion and a depthwise one.
    static func fused(_ repeats: Int, _ filters: Int, expansion: Int, stride: Int) -> Stage {
      Stage(isFused: true, repeats: repeats, filters: filters, expansion: expansion, stride: stride)
    }

    static func squeezed(_ repeats: Int, _ filters: Int, expansion: Int, stride: Int) -> Stage {
      Stage(isFused: false, repeats: repeats, filters: filters, expansion: expansion, stride: stride)
    }
  }

  private static let small: [Stage] = [
    .fused(1, 16, expansion: 1, stride: 1), .fused(2, 32, expansion: 4, stride: 2),
    .fused(2, 48, expansion: 4, stride: 2), .squeezed(3, 96, expansion: 4, stride: 2),
    .squeezed(5, 112, expansion: 6, stride: 1), .squeezed(8, 192, expansion: 6, stride: 2),
  ]

  private static func scaled(_ name: String, size: Int, width: Double, depth: Double) -> EfficientNetV2 {
    EfficientNetV2(
      name: name, defaultSize: size, width: width, depth: depth, stem: 32, stages: small,
      normalizesByImageNet: true)
  }

  private static func large(_ name: String, size: Int, stem: Int, stages: [Stage]) -> EfficientNetV2 {
    EfficientNetV2(
      name: name, defaultSize: size, width: 1, depth: 1, stem: stem, stages: stages,
      normalizesByImageNet: false)
  }

  static let all: [any Architecture] = [
    scaled("EfficientNetV2B0", size: 224, width: 1.0, depth: 1.0),
    scaled("EfficientNetV2B1", size: 240, width: 1.0, depth: 1.1),
    scaled("EfficientNetV2B2", size: 260, width: 1.1, depth: 1.2),
    scaled("EfficientNetV2B3", size: 300, width: 1.2, depth: 1.4),
    large(
      "EfficientNetV2S", size: 384, stem: 24,
      stages: [
        .fused(2, 24, expansion: 1, stride: 1), .fused(4, 48, expansion: 4, stride: 2),
        .fused(4, 64, expansion: 4, stride: 2), .squeezed(6, 128, expansion: 4, stride: 2),
        .squeezed(9, 160, expansion: 6, stride: 1), .squeezed(15, 256, expansion: 6, stride: 2),
      ]),
    large(
      "EfficientNetV2M", size: 480, stem: 24,
      stages: [
        .fused(3, 24, expansion: 1, stride: 1), .fused(5, 48, expansion: 4, stride: 2),
        .fused(5, 80, expansion: 4, stride: 2), .squeezed(7, 160, expansion: 4, stride: 2),
        .squeezed(14, 176, expansion: 6, stride: 1), .squeezed(18, 304, expansion: 6, stride: 2),
        .squeezed(5, 512, expansion: 6, stride: 1),
      ]),
    large(
      "EfficientNetV2L", size: 480, stem: 32,
      stages: [
        .fused(4, 32, expansion: 1, stride: 1), .fused(7, 64, expansion: 4, stride: 2),
        .fused(7, 96, expansion: 4, stride: 2), .squeezed(10, 192, expansion: 4, stride: 2),
        .squeezed(19, 224, expansion: 6, stride: 1), .squeezed(25, 384, expansion: 6, stride: 2),
        .squeezed(7, 640, expansion: 6, stride: 1),
      ]),
  ]

  private static let normalization: Settings = ["momentum": 0.9]

  private func filters(_ count: Int) -> Int { ChannelRounding.nearestMultipleOf8(Double(count) * width) }

  private func repeats(_ stage: Stage) -> Int {
    ChannelRounding.truncated((depth * Double(stage.repeats)).rounded(.up))
  }

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.input
    if arguments.includesPreprocessing ?? true { x = preprocess(&network, x) }
    x = network.block(.stem, "stem_conv", from: x, kernel: [3, 3], stride: 2) { network, x in
      var x = network.conv2D(
        x, "stem_conv", filters: filters(stem), kernel: 3, strides: 2, padding: .same, useBias: false)
      x = network.batchNormalization(x, "stem_bn", Self.normalization)
      return network.activation(x, "stem_activation", function: "swish")
    }
    for (index, stage) in stages.enumerated() {
      for repetition in 0..<repeats(stage) {
        let name = SqueezedBottleneck.name(stage: index, repetition: repetition)
        let stride = repetition == 0 ? stage.stride : 1
        if stage.isFused {
          x = fused(&network, x, name, filters(stage.filters), expansion: stage.expansion, stride: stride)
        } else {
          let block = SqueezedBottleneck(
            name: name, filters: filters(stage.filters), expansion: stage.expansion, kernel: 3,
            stride: stride,
            depthwiseName: "dwconv2", padsExplicitly: false, normalization: Self.normalization)
          x = block.build(&network, x)
        }
      }
    }
    x = SqueezedBottleneck.top(&network, x, filters: filters(1280), normalization: Self.normalization)
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", dropout: true, classes: arguments.classes)
  }

  private func preprocess(
    _ network: inout ArchitectureBuilder, _ x: ArchitectureBuilder.Tensor
  ) -> ArchitectureBuilder.Tensor {
    guard normalizesByImageNet, x.channels == 3 else {
      return network.layer("Rescaling", settings: ["scale": .number(1 / 128), "offset": -1.0], from: x)
    }
    let scaled = network.layer("Rescaling", settings: ["scale": .number(1 / 255)], from: x)
    return network.layer("Normalization", settings: ImageNetStatistics.normalization(of: 1), from: scaled)
  }

  private func fused(
    _ network: inout ArchitectureBuilder, _ input: ArchitectureBuilder.Tensor, _ name: String, _ filters: Int,
    expansion: Int, stride: Int
  ) -> ArchitectureBuilder.Tensor {
    let expand = expansion == 1 ? nil : input.channels * expansion
    let isResidual = stride == 1 && input.channels == filters
    return network.block(
      .fusedInvertedBottleneck, name, from: input, expand: expand, kernel: [3, 3], stride: stride,
      shortcut: isResidual ? .identity : nil
    ) { network, input in
      var x = input
      if let expand {
        x = network.conv2D(
          x, "\(name)_expand_conv", part: .expand, filters: expand, kernel: 3, strides: stride,
          padding: .same,
          useBias: false)
        x = network.batchNormalization(x, "\(name)_expand_bn", Self.normalization)
        x = network.activation(x, "\(name)_expand_activation", function: "swish")
      }
      x = network.conv2D(
        x, "\(name)_project_conv", part: .project, filters: filters, kernel: expand == nil ? 3 : 1,
        strides: expand == nil ? stride : 1, padding: .same, useBias: false)
      x = network.batchNormalization(x, "\(name)_project_bn", Self.normalization)
      if expand == nil { x = network.activation(x, "\(name)_project_activation", function: "swish") }
      return isResidual ? SqueezedBottleneck.residual(&network, x, input, name) : x
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing {
    guard normalizesByImageNet else {
      return .optional(
        included: arguments.includesPreprocessing, inside: "x / 128 - 1", outside: .symmetric)
    }
    return .optional(
      included: arguments.includesPreprocessing,
      inside: arguments.inputChannels == 3
        ? "x / 255, less the ImageNet mean, over the deviation" : "x / 128 - 1",
      outside: .imageNetNormalized)
  }

  /// Stem, two layers to a fused block that does not expand, four to one that does, eight to an inverted
  /// bottleneck, `top_conv`.
  var signatures: [ArchitectureSignature] {
    let stem = filters(stem)
    let first = filters(stages.first?.filters ?? 0)
    let last = filters(1280)
    let layers = stages.reduce(4) { sum, stage in
      sum + repeats(stage) * (stage.isFused ? (stage.expansion == 1 ? 2 : 4) : 8)
    }
    return [
      ArchitectureSignature(
        opening: [[3, 3, nil, stem], [stem], [3, 3, stem, first], [first], [3, 3, first, nil]],
        ending: [[1, 1, filters(stages.last?.filters ?? 0), last], [last]], layers: layers)
    ]
  }
}
