import LayerCatalog

/// A built architecture: its layers in the order of `model.layers`, and its blocks.
public struct ArchitectureGraph: Hashable, Sendable {
  /// Keras' name of the architecture.
  public var name: String
  public var arguments: ArchitectureArguments
  /// In the order in which Keras lists them; operations stand among them.
  public var layers: [ArchitectureLayer]
  public var blocks: [ArchitectureBlock]
  /// Positions of the layers that have variables, nested models opened.
  public var withVariables: [Int]

  /// Keras' `count_params()`.
  public var parameters: Int { layers.reduce(0) { $0 + $1.parameters } }

  /// The count of values that training may change, with nothing frozen.
  public var trainableParameters: Int {
    layers.reduce(0) { sum, layer in
      layer.variables.reduce(sum) { $0 + ($1.trainable ? $1.count : 0) }
    }
  }

  /// How many layers with variables Keras' legacy loader counts: a nested model counts once.
  public var loaderCount: Int {
    var count = 0
    var container: String?
    for position in withVariables {
      let layer = layers[position]
      if layer.container == nil || layer.container != container { count += 1 }
      container = layer.container
    }
    return count
  }

  /// Multiply-accumulates of a layer for one image of the size that the architecture was built for;
  /// `nil` where the size is not known.
  public func multiplyAccumulates(of position: Int) -> Int? {
    guard layers.indices.contains(position) else { return nil }
    let layer = layers[position]
    guard !layer.isOperation, let definition = LayerCatalog.definition(named: layer.className) else {
      return 0
    }
    let inputs = layer.inputs.map { layers[$0].outputShape }
    return definition.multiplyAccumulates(layer.settings, inputs: inputs, outputs: [layer.outputShape])
  }

  /// Multiply-accumulates of the whole; `nil` where the size is not known.
  public var multiplyAccumulates: Int? {
    var sum = 0
    for position in layers.indices {
      guard let count = multiplyAccumulates(of: position) else { return nil }
      let (result, overflow) = sum.addingReportingOverflow(count)
      if overflow { return nil }
      sum = result
    }
    return sum
  }

  /// The convolutions of a block that a normalization follows at once, by their parts.
  public func normalizedParts(of block: ArchitectureBlock) -> [BlockPart] {
    let normalized = Set(
      block.layers.filter { layers[$0].isNormalization }.flatMap { layers[$0].inputs })
    return block.layers.filter(normalized.contains).compactMap { layers[$0].part }
  }
}

extension ArchitectureLayer {
  var isNormalization: Bool { className == "BatchNormalization" || className == "LayerNormalization" }
}
