import KerasModels
import LayerCatalog

extension Network {
  /// The network of a model without a configuration whose architecture is identified: the architecture's graph with
  /// the model's layers in it, and what the model has behind it in order.
  ///
  /// - Returns: `nil` where the architecture differs from what is stored.
  init?(_ identified: IdentifiedArchitecture, of model: Model, cost: ArchitectureCost?) {
    guard identified.match != .deviates else { return nil }
    self.init(hasGraph: true)
    let graph = identified.graph
    let modelLayers = identified.modelLayers
    nodes.reserveCapacity(graph.layers.count + identified.head.count)
    for (position, layer) in graph.layers.enumerated() {
      let reader = NodeRoleReader(
        className: layer.className, settings: layer.settings, variables: layer.variables)
      var node = NetworkNode(layer: modelLayers[position], role: reader.role, anchor: nodes.count)
      node.producers = layer.inputs
      node.isActivated = NodeRoleTable.hasActivation(layer.settings)
      node.strides = reader.strides
      node.multiplyAccumulates = cost?.ofGraph[position]
      node.channels = layer.outputShape.extents.last ?? nil
      nodes.append(node)
    }
    appendHead(identified.head, of: model, behind: modelLayers.compactMap { $0 }.max() ?? 0)
    findAnchors()
  }

  /// The layers that somebody put behind the architecture, one behind the other.
  private mutating func appendHead(_ head: [Int], of model: Model, behind last: Int) {
    let inner = InnerLayers(model)
    for layer in head where layer > last && !inner.isPart(layer) {
      let reader = NodeRoleReader(
        className: model.layers[layer].kind.value, settings: [:],
        variables: LayerWeights.stored(of: layer, in: model, inner))
      var node = NetworkNode(
        layer: layer, role: reader.role, producers: [nodes.count - 1], anchor: nodes.count)
      node.channels = outputChannels(of: node.role)
      nodes.append(node)
    }
  }
}

extension IdentifiedArchitecture {
  /// For each of the graph's layers the model's layer that it is.
  fileprivate var modelLayers: [Int?] {
    var modelLayers = [Int?](repeating: nil, count: graph.layers.count)
    for (layer, position) in positions.enumerated() {
      if let position, modelLayers.indices.contains(position) { modelLayers[position] = layer }
    }
    // A legacy file has one group for a nested model of two layers: it stands for the first of them.
    for (layer, block) in blocks.enumerated() where positions[layer] == nil {
      guard let block, graph.blocks.indices.contains(block) else { continue }
      let free = graph.blocks[block].layers.first {
        modelLayers[$0] == nil && !graph.layers[$0].variables.isEmpty
      }
      if let free { modelLayers[free] = layer }
    }
    return modelLayers
  }
}

extension Block.Reason {
  /// A field that the weights do not tell, as the identified architecture has it.
  ///
  /// - Parameter input: the images that a count holds for
  static func supplied(
    _ field: String, by architecture: IdentifiedArchitecture, at input: TensorShape? = nil
  ) -> Block.Reason {
    let size = input.map { ", at " + $0.imageSizeText } ?? ""
    return Block.Reason(field: field, reason: "supplied by the architecture, \(architecture.name)\(size)")
  }
}

extension TensorShape {
  /// Height and width of images, `(batch, height, width, channels)`, in words: `224 x 224`.
  var imageSizeText: String {
    extents.dropFirst().dropLast().map { $0.map(String.init) ?? "?" }.joined(separator: " x ")
  }
}
