import LayerCatalog

/// NASNet Mobile and Large: cells that a search found, each fed with the outputs of the two before it (Zoph et
/// al. 2017; READ keras/src/applications/nasnet.py 3.15.1).
struct NASNet: Architecture {
  let name: String
  let defaultSize: Int
  private let stem: Int
  /// Filters of a normal cell of the first stage.
  private let filters: Int
  /// Normal cells in a stage.
  private let repeats: Int
  /// Whether the cell behind a reduction is fed with what fed the reduction second, instead of what fed it first.
  private let skipsReduction: Bool

  static let all: [any Architecture] = [
    NASNet(
      name: "NASNetMobile", defaultSize: 224, stem: 32, filters: 1056 / 24, repeats: 4, skipsReduction: false),
    NASNet(
      name: "NASNetLarge", defaultSize: 331, stem: 96, filters: 4032 / 24, repeats: 6, skipsReduction: true),
  ]

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.block(.stem, "stem_conv1", from: network.input, kernel: [3, 3], stride: 2) { network, x in
      let x = network.conv2D(x, "stem_conv1", filters: stem, kernel: 3, strides: 2, useBias: false)
      return network.batchNormalization(x, "stem_bn1", NASNetCell.normalization)
    }
    var previous: ArchitectureBuilder.Tensor?
    for (name, filters) in [("stem_1", filters / 4), ("stem_2", filters / 2)] {
      let output = NASNetCell(name: name, filters: filters).reduction(&network, x, previous)
      previous = x
      x = output
    }
    for stage in 0..<3 {
      let filters = filters << stage
      if stage > 0 {
        let output = NASNetCell(name: "reduce_\(stage * repeats)", filters: filters)
          .reduction(&network, x, previous)
        if !skipsReduction { previous = x }
        x = output
      }
      // A reduction takes a number of its own, but only in the counting of the normal cells behind it.
      let first = stage == 0 ? 0 : stage * repeats + 1
      for number in first..<(first + repeats) {
        let output = NASNetCell(name: "\(number)", filters: filters).normal(&network, x, previous)
        previous = x
        x = output
      }
    }
    x = network.activation(x, function: "relu")
    guard arguments.includeTop else { return }
    network.classifier(x, classes: arguments.classes)
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .symmetric }

  /// Stem; 22 layers to the first reduction, which adjusts nothing, 24 to each other cell, and one more to each
  /// of the four whose adjustment has two convolutions: those behind a cell that halved the extents.
  var signatures: [ArchitectureSignature] {
    let quarter = filters / 4
    return [
      ArchitectureSignature(
        opening: [[3, 3, nil, stem], [stem], [1, 1, stem, quarter], [quarter]], ending: [[4 * filters]],
        layers: 2 + 22 + 24 * 3 + 24 * 3 * repeats + 4)
    ]
  }
}
