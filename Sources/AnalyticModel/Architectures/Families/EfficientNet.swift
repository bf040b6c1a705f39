import LayerCatalog

/// EfficientNet B0 to B7: one network scaled in width and depth (Tan and Le 2019; READ
/// keras/src/applications/efficientnet.py 3.15.1).
struct EfficientNet: Architecture {
  let name: String
  let defaultSize: Int
  /// By how much more filters, and more blocks, than B0 it has.
  private let width: Double
  private let depth: Double

  private struct Stage {
    var kernel: Int
    var repeats: Int
    var filters: Int
    var expansion: Int
    var stride: Int
  }

  /// Table 1 of the paper. The stride is that of a stage's first block.
  private static let stages = [
    Stage(kernel: 3, repeats: 1, filters: 16, expansion: 1, stride: 1),
    Stage(kernel: 3, repeats: 2, filters: 24, expansion: 6, stride: 2),
    Stage(kernel: 5, repeats: 2, filters: 40, expansion: 6, stride: 2),
    Stage(kernel: 3, repeats: 3, filters: 80, expansion: 6, stride: 2),
    Stage(kernel: 5, repeats: 3, filters: 112, expansion: 6, stride: 1),
    Stage(kernel: 5, repeats: 4, filters: 192, expansion: 6, stride: 2),
    Stage(kernel: 3, repeats: 1, filters: 320, expansion: 6, stride: 1),
  ]

  static let all: [any Architecture] = [
    EfficientNet(name: "EfficientNetB0", defaultSize: 224, width: 1.0, depth: 1.0),
    EfficientNet(name: "EfficientNetB1", defaultSize: 240, width: 1.0, depth: 1.1),
    EfficientNet(name: "EfficientNetB2", defaultSize: 260, width: 1.1, depth: 1.2),
    EfficientNet(name: "EfficientNetB3", defaultSize: 300, width: 1.2, depth: 1.4),
    EfficientNet(name: "EfficientNetB4", defaultSize: 380, width: 1.4, depth: 1.8),
    EfficientNet(name: "EfficientNetB5", defaultSize: 456, width: 1.6, depth: 2.2),
    EfficientNet(name: "EfficientNetB6", defaultSize: 528, width: 1.8, depth: 2.6),
    EfficientNet(name: "EfficientNetB7", defaultSize: 600, width: 2.0, depth: 3.1),
  ]

  private func filters(_ count: Int) -> Int { ChannelRounding.divisibleBy8(Double(count) * width) }

  private func repeats(_ stage: Stage) -> Int {
    ChannelRounding.truncated((depth * Double(stage.repeats)).rounded(.up))
  }

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.layer("Rescaling", settings: ["scale": .number(1 / 255)], from: network.input)
    x = network.block(.preprocessing, "normalization", from: x) { network, x in
      network.layer("Normalization", settings: ["axis": 3], from: x)
    }
    x = network.block(.stem, "stem_conv", from: x, kernel: [3, 3], stride: 2) { network, x in
      var x = network.zeroPadding(x, "stem_conv_pad", beforeKernel: 3)
      x = network.conv2D(x, "stem_conv", filters: filters(32), kernel: 3, strides: 2, useBias: false)
      return network.activation(
        network.batchNormalization(x, "stem_bn"), "stem_activation", function: "swish")
    }
    for (index, stage) in Self.stages.enumerated() {
      for repetition in 0..<repeats(stage) {
        let block = SqueezedBottleneck(
          name: SqueezedBottleneck.name(stage: index, repetition: repetition),
          filters: filters(stage.filters),
          expansion: stage.expansion, kernel: stage.kernel, stride: repetition == 0 ? stage.stride : 1,
          depthwiseName: "dwconv", padsExplicitly: true, normalization: [:])
        x = block.build(&network, x)
      }
    }
    x = SqueezedBottleneck.top(&network, x, filters: filters(1280), normalization: [:])
    guard arguments.includeTop else { return }
    network.classifier(x, pooling: "avg_pool", dropout: true, classes: arguments.classes)
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .imageNetInside }

  /// `Normalization`, stem, eight layers to a block (six in those that do not expand), `top_conv`.
  var signatures: [ArchitectureSignature] {
    let stem = filters(32)
    let last = filters(1280)
    let layers = Self.stages.reduce(5) { $0 + repeats($1) * ($1.expansion == 1 ? 6 : 8) }
    return [
      ArchitectureSignature(
        opening: [[nil], [3, 3, nil, stem], [stem], [3, 3, stem, 1], [stem], [1, 1, stem, nil]],
        ending: [[1, 1, filters(320), last], [last]], layers: layers)
    ]
  }
}
