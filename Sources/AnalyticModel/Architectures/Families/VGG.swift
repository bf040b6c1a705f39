import LayerCatalog

/// VGG16 and VGG19: stages of 3 x 3 convolutions between poolings (Simonyan and Zisserman 2014; READ
/// keras/src/applications/vgg16.py and vgg19.py 3.15.1).
struct VGG: Architecture {
  let name: String
  let defaultSize = 224
  /// Convolutions in each stage.
  private let repeats: [Int]

  static let all: [any Architecture] = [
    VGG(name: "VGG16", repeats: [2, 2, 3, 3, 3]),
    VGG(name: "VGG19", repeats: [2, 2, 4, 4, 4]),
  ]

  private static let filters = [64, 128, 256, 512, 512]

  func build(
    _ arguments: ArchitectureArguments, _ network: inout ArchitectureBuilder
  ) throws(ArchitectureError) {
    var x = network.input
    for (index, filters) in Self.filters.enumerated() {
      let name = "block\(index + 1)"
      x = network.block(.plainStage, name, from: x, kernel: [3, 3], stride: 2) { network, x in
        var x = x
        for number in 1...repeats[index] {
          x = network.conv2D(x, "\(name)_conv\(number)", filters: filters, kernel: 3, padding: .same)
        }
        return network.maxPooling(x, "\(name)_pool", size: 2, strides: 2)
      }
    }
    guard arguments.includeTop else { return }
    _ = network.top { network in
      x = network.layer("Flatten", "flatten", from: x)
      for name in ["fc1", "fc2"] {
        x = network.block(.head, name, from: x) { network, x in network.dense(x, name, units: 4096) }
      }
      return network.block(.classifier, "predictions", from: x) { network, x in
        network.dense(x, "predictions", units: arguments.classes)
      }
    }
  }

  func preprocessing(_ arguments: ArchitectureArguments) -> Preprocessing { .caffe }

  var signatures: [ArchitectureSignature] {
    [
      ArchitectureSignature(
        opening: [[3, 3, nil, 64], [3, 3, 64, 64], [3, 3, 64, 128], [3, 3, 128, 128], [3, 3, 128, 256]],
        ending: [[3, 3, 512, 512], [3, 3, 512, 512]], layers: repeats.reduce(0, +), topLayers: 3,
        flattened: FlattenedInput(channels: 512, reduction: 32))
    ]
  }
}
