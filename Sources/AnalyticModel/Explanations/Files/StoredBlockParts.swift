import KerasModels
import LayerCatalog

/// The layers of a file's block, and what feeds what among them.
struct StoredBlockParts {
  /// The block's layers, and the parts of composite ones.
  let layers: [Layer]
  /// Positions in the model of the block's layers that have a kernel, in order.
  let convolutions: [Int]
  private let explained: ExplainedModel
  private let inside: Set<Int>

  init(_ block: StoredBlock, of explained: ExplainedModel) {
    self.explained = explained
    let model = explained.model
    layers = block.layers.flatMap { position in
      let inner = model.layers[position].isModel ? [] : explained.layers(inside: position)
      return ([position] + inner).map { model.layers[$0] }
    }
    convolutions = block.layers.filter { model.layers[$0].kernel != nil }
    inside = Set(block.layers)
  }

  func layer(_ position: Int) -> Layer { explained.model.layers[position] }

  /// The block's convolutions that feed one of them, through whatever stands between; none for one that reads the block's
  /// input.
  ///
  /// - Returns: `nil` where neither a configuration nor an architecture tells.
  func sources(of position: Int) -> [Int]? {
    if explained.analysis.flow != nil {
      return Self.sources(of: position) { here in
        guard inside.contains(here) else { return .outside }
        return convolutions.contains(here) ? .convolution(here) : .between
      } feeding: {
        explained.model.layers[$0].inputs
      }
    }
    guard let architecture = explained.analysis.architecture, architecture.match != .deviates,
      let place = architecture.positions[position], let number = architecture.blocks[position]
    else { return nil }
    let block = Set(architecture.graph.blocks[number].layers)
    var layerOfPlace: [Int: Int] = [:]
    for layer in convolutions { layerOfPlace[architecture.positions[layer] ?? -1] = layer }
    return Self.sources(of: place) { here in
      guard block.contains(here) else { return .outside }
      return layerOfPlace[here].map { .convolution($0) } ?? .between
    } feeding: {
      architecture.graph.layers[$0].inputs
    }
  }

  private enum Place {
    case outside
    case between
    case convolution(Int)
  }

  private static func sources(
    of start: Int, place: (Int) -> Place, feeding: (Int) -> [Int]?
  ) -> [Int]? {
    var sources: [Int] = []
    var seen: Set<Int> = []
    var open = feeding(start)
    while let next = open?.popLast() {
      guard seen.insert(next).inserted else { continue }
      switch place(next) {
      case .outside: break
      case .convolution(let layer): sources.append(layer)
      case .between:
        guard let further = feeding(next) else { return nil }
        open?.append(contentsOf: further)
      }
    }
    return open == nil ? nil : sources.sorted()
  }
}

extension Layer {
  /// The kernel of a convolution.
  var kernel: Variable? { variables.first { $0.role == .kernel && $0.shape.count > 2 } }
}
