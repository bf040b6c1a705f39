import KerasModels
import LayerCatalog

/// What the layers around a layer say of it, where only weights are known.
///
/// A kernel's sides follow from no other layer. The vectors of a normalization do: they are as long as the layer in front
/// has outputs, if the layer behind reads as many. Both must say the same, because the order of a file does not show
/// where branches part.
struct NeighbourExpectations {
  private let model: Model
  private let network: Network
  /// The network's node of each of the model's layers.
  private var nodeOfLayer: [Int: Int] = [:]

  /// - Parameter ordered: the model's layers, one behind the other
  init(_ model: Model, ordered: Network) {
    self.model = model
    network = ordered
    switch model.order.source {
    case .none, .counter: return
    case .config, .layerNames, .heap, .creation: break
    }
    nodeOfLayer.reserveCapacity(network.nodes.count)
    for (node, entry) in network.nodes.enumerated() {
      if let layer = entry.layer { nodeOfLayer[layer] = node }
    }
  }

  func expectation(of layer: Int) -> Expectation? {
    guard let node = nodeOfLayer[layer], network.normalization(node) != nil, let channels = channels(at: node)
    else { return nil }
    let variables = model.layers[layer].variables
    guard variables.allSatisfy({ $0.shape.count == 1 }) else { return nil }
    return Expectation(
      specifications(variables, of: model.layers[layer].kind.value, channels: channels), source: .neighbours)
  }

  /// By their roles; where names and shapes do not tell these, the class may.
  private func specifications(
    _ variables: [Variable], of className: String, channels: Int
  ) -> [VariableSpecification] {
    if variables.allSatisfy({ $0.role == .unknown }),
      let definition = LayerCatalog.definition(named: className),
      let own = try? definition.variables([:], inputs: [[nil, nil, nil, channels]]).own,
      own.count == variables.count
    {
      return own
    }
    return variables.map { VariableSpecification($0.role, [channels], trainable: !$0.fixed) }
  }

  /// Why nothing is expected of a layer.
  func reason(for layer: Int) -> String {
    guard let node = nodeOfLayer[layer] else { return "no other layer tells its shapes" }
    switch network.nodes[node].role {
    case .convolution: return "no other layer tells the sides of its kernel"
    case .normalization: return "the layers in front and behind do not tell its channels"
    default: return "no other layer tells its shapes"
    }
  }

  /// The channels between what stands in front of some normalizations in a row and what stands behind them.
  ///
  /// Branches that are listed by depth have their convolutions side by side and their normalizations behind: as many
  /// layers in front as there are normalizations must agree.
  private func channels(at node: Int) -> Int? {
    var first = node
    while first > 0, network.normalization(first - 1) != nil { first -= 1 }
    var behind = node + 1
    while behind < network.nodes.count, network.normalization(behind) != nil { behind += 1 }
    let count = behind - first
    guard first >= count, behind < network.nodes.count, network.outputChannels(ofProjection: behind) != nil,
      let channels = network.inputChannels(of: behind),
      (first - count..<first).allSatisfy({ network.outputChannels(ofProjection: $0) == channels })
    else { return nil }
    // A layer further in front that none of these reads may be of another branch, with its normalization here.
    let further = first - count - 1
    if further >= 0, let output = network.outputChannels(ofProjection: further),
      network.inputChannels(of: further + 1) != output
    {
      return nil
    }
    return channels
  }
}
