import KerasModels
import LayerCatalog

/// A block of a model, as it was rebuilt or as an identified architecture has it.
struct StoredBlock {
  /// `inverted-bottleneck` …
  var kind: String
  var name: String
  /// Positions in the model's layers.
  var layers: [Int]
  var input: Int?
  var expand: Int?
  var output: Int?
  var kernel: Int?
  var stride: Int?
  var residual: Bool?
  var hasProjection: Bool
  var squeeze: Int?
  var batchNormAfter: [String]
  var bias: [String]
  var multiplyAccumulates: Int?

  /// The value of the option `--shortcut` that describes it.
  var shortcutOption: SettingValue { hasProjection ? "projection" : "identity" }

  init(_ block: Block) {
    kind = block.kind.rawValue
    name = block.name
    layers = block.layers
    input = block.input
    expand = block.expand
    output = block.output
    kernel = StoredBlock.single(block.kernel)
    stride = StoredBlock.single(block.stride)
    residual = block.residual
    hasProjection = block.shortcut == .projection
    squeeze = block.squeeze
    batchNormAfter = block.batchNorm?.after ?? []
    bias = block.bias
    multiplyAccumulates = block.multiplyAccumulates
  }

  /// The blocks of an architecture, with the model's layers that they consist of.
  ///
  /// - Parameter costs: multiply-accumulates of each of the model's layers, where they are known
  static func all(
    of architecture: IdentifiedArchitecture, in model: Model, costs: [Int?]
  ) -> [StoredBlock] {
    var layers: [ArchitectureBlock: [Int]] = [:]
    var order: [ArchitectureBlock] = []
    for position in model.layers.indices {
      guard let block = architecture.block(of: position) else { continue }
      if layers[block] == nil { order.append(block) }
      layers[block, default: []].append(position)
    }
    return order.map { block in
      let positions = layers[block] ?? []
      var stored = StoredBlock(block, layers: positions, graph: architecture.graph)
      stored.multiplyAccumulates = positions.reduce(0) { sum, position in
        guard let sum, costs.indices.contains(position) else { return nil }
        return (costs[position] ?? (model.layers[position].variables.isEmpty ? 0 : nil)).map { sum &+ $0 }
      }
      return stored
    }
  }

  private init(_ block: ArchitectureBlock, layers: [Int], graph: ArchitectureGraph) {
    kind = block.kind.rawValue
    name = block.name
    self.layers = layers
    input = block.input
    expand = block.expand
    output = block.output
    kernel = StoredBlock.single(block.kernel)
    stride = block.stride
    residual = block.residual
    hasProjection = block.shortcut == .projection
    squeeze = block.squeeze
    batchNormAfter = graph.normalizedParts(of: block).map(\.rawValue)
    bias = block.layers.compactMap { position in
      guard graph.layers.indices.contains(position) else { return nil }
      let layer = graph.layers[position]
      return layer.variables.contains { $0.role == .bias } ? layer.part?.rawValue : nil
    }
  }

  /// Its numbers under the names that options have for them; a stride that is not known counts as 1, which no count of
  /// parameters depends on.
  ///
  /// - Returns: `nil` where another one is not known.
  func options(_ names: String...) -> Settings? {
    var options = Settings()
    for name in names {
      let value: Int? =
        switch name {
        case "in": input
        case "out": output
        case "kernel": kernel
        case "stride": stride ?? 1
        default: nil
        }
      guard let value else { return nil }
      options[name] = .integer(value)
    }
    return options
  }

  private static func single(_ sides: [Int]?) -> Int? {
    guard let first = sides?.first, sides?.allSatisfy({ $0 == first }) == true else { return nil }
    return first
  }
}
