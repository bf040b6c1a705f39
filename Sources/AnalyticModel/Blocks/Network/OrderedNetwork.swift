import KerasModels
import LayerCatalog

extension Network {
  /// The network of a model without a configuration: its layers with weights, one behind the other.
  ///
  /// Names play no part. What the weights cannot tell (strides, activations, what is added to what) stays open.
  init(_ model: Model) {
    self.init(hasGraph: false)
    let inner = InnerLayers(model)
    for (position, layer) in model.layers.enumerated() where !layer.isModel && !inner.isPart(position) {
      let variables = LayerWeights.stored(of: position, in: model, inner)
      guard !variables.isEmpty else { continue }
      let reader = NodeRoleReader(className: layer.kind.value, settings: [:], variables: variables)
      var node = NetworkNode(layer: position, role: reader.role, anchor: nodes.count)
      if let last = nodes.indices.last {
        node.producers = [last]
        node.inputs = [last]
      }
      node.role = grouped(node.role)
      node.channels = outputChannels(of: node.role)
      nodes.append(node)
    }
  }

  /// A kernel (k, k, 1, c) behind c channels has as many groups as channels, unless the image at the very start is
  /// grey.
  private func grouped(_ role: NodeRole) -> NodeRole {
    guard case .convolution(var convolution) = role, convolution.form == .full, convolution.input == 1,
      convolution.output > 1,
      nodes.indices.last(where: { outputChannels(ofProjection: $0) != nil })
        .flatMap(outputChannels(ofProjection:)) == convolution.output
    else { return role }
    convolution.form = .depthwise
    convolution.input = convolution.output
    return .convolution(convolution)
  }

  func outputChannels(of role: NodeRole) -> Int? {
    switch role {
    case .convolution(let convolution): convolution.output
    case .dense(_, let output, _): output
    case .normalization(let normalization): normalization.channels
    case .attention(let width, _): width
    case .preprocessing(let channels): channels
    default: nodes.last?.channels
    }
  }
}

extension LayerWeights {
  /// As stored; of a composite layer those of its parts too.
  static func stored(of layer: Int, in model: Model, _ inner: InnerLayers) -> [VariableSpecification] {
    var specifications = model.layers[layer].variables.map { VariableSpecification($0.role, $0.shape) }
    for part in inner.parts(of: layer) { specifications += stored(of: part, in: model, inner) }
    return specifications
  }
}
