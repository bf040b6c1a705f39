import KerasModels
import LayerCatalog

extension Network {
  /// The network of a configured model: its calls, and the shapes that its layers are expected to have.
  init(_ model: Model, flow: ShapeFlow, ledger: Ledger, positions: LayerPositions) {
    self.init(hasGraph: true)
    nodes.reserveCapacity(flow.steps.count)
    let inner = InnerLayers(model)
    for step in flow.steps {
      let layer = positions[step.path]
      let variables = layer.map { LayerWeights.specifications(of: $0, in: model, ledger, inner) } ?? []
      let reader = NodeRoleReader(
        className: step.node.className, settings: step.node.settings, variables: variables)
      var node = NetworkNode(layer: layer, role: reader.role, anchor: nodes.count)
      for tensor in step.inputs {
        guard let producer = flow.tensors[tensor].producer, !node.producers.contains(producer) else {
          continue
        }
        node.producers.append(producer)
      }
      node.isRepeated = step.isRepeated
      node.isActivated = NodeRoleTable.hasActivation(step.node.settings)
      node.strides = reader.strides
      node.multiplyAccumulates = step.multiplyAccumulates(in: flow)
      node.channels = channels(of: node, step: step, flow: flow)
      nodes.append(node)
    }
    findAnchors()
  }

  /// Takes away what layers cost that cannot be fed what flows to them.
  mutating func forgetCosts(of layers: Set<Int>) {
    for position in nodes.indices where nodes[position].layer.map(layers.contains) == true {
      nodes[position].multiplyAccumulates = nil
    }
  }

  /// The extent of the channel axis; for layers without `data_format` the last one, which is Keras' default.
  private func channels(of node: NetworkNode, step: ShapeFlow.Step, flow: ShapeFlow) -> Int? {
    if case .convolution(let convolution) = node.role { return convolution.output }
    guard let output = step.outputs.first, let shape = flow.tensors[output].shape.shape else { return nil }
    if step.node.settings["data_format"] == "channels_first", shape.rank > 2 { return shape.extents[1] }
    return shape.extents.last ?? nil
  }
}

extension NodeRoleReader {
  /// One stride for each axis in space; Keras' default is 1 for convolutions, the pool's size for poolings.
  var strides: [Int]? {
    switch role {
    case .convolution(let convolution):
      return try? settings.integers("strides", rank: convolution.kernel.count, default: 1)
    case .pooling(isGlobal: false):
      let rank =
        className.utf8.contains(UInt8(ascii: "1")) ? 1 : className.utf8.contains(UInt8(ascii: "3")) ? 3 : 2
      guard let size = try? settings.integers("pool_size", rank: rank, default: 2) else { return nil }
      return settings["strides"] == nil || settings["strides"] == .null
        ? size : try? settings.integers("strides", rank: rank)
    default: return nil
    }
  }
}

/// The variables by which blocks judge a layer.
enum LayerWeights {
  /// As expected where the ledger tells, else as stored; of a composite layer those of its parts too.
  static func specifications(
    of layer: Int, in model: Model, _ ledger: Ledger, _ inner: InnerLayers
  ) -> [VariableSpecification] {
    var specifications: [VariableSpecification]
    if let expected = ledger.entries[layer].expected {
      specifications = expected.variables.map { VariableSpecification($0.role, $0.shape) }
    } else {
      specifications = model.layers[layer].variables.map { VariableSpecification($0.role, $0.shape) }
    }
    for part in inner.parts(of: layer) {
      specifications += Self.specifications(of: part, in: model, ledger, inner)
    }
    return specifications
  }
}
