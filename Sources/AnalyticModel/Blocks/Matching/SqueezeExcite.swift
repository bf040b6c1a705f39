/// Squeeze-and-excite (Hu et al., "Squeeze-and-Excitation Networks", 2018): each channel is weighted by what a small
/// network makes of all channels' averages.
struct SqueezeExcite {
  var width: Int
  /// To fewer channels, and back.
  var units: [FoundBlock.Unit]
  /// The pooling and the product.
  var others: [Int]
}

extension FoundBlock {
  mutating func take(_ gate: SqueezeExcite?) {
    guard let gate else { return }
    squeeze = gate.width
    units += gate.units
    others += gate.others
  }
}

extension BlockCursor {
  /// Squeeze-and-excite over so many channels: two 1 x 1 convolutions or dense layers, to fewer channels and back.
  mutating func squeezeExcite(channels: Int) -> SqueezeExcite? {
    network.hasGraph ? attempt { $0.gate(channels) } : attempt { $0.reduceAndExpand(channels) }
  }

  /// In a graph: a region in which the input is multiplied by what comes out of the small network.
  private mutating func gate(_ channels: Int) -> SqueezeExcite? {
    guard let region = region(.multiply), let branches = region.branchesBesideIdentity, branches.count == 1,
      let branch = branches.first
    else { return nil }
    let poolings = branch.filter(isPooling)
    var inner = over(branch.filter { !isPooling($0) })
    guard var gate = inner.reduction(from: channels), inner.isAtEnd else { return nil }
    gate.others = poolings.flatMap(\.nodes) + [region.join]
    return gate
  }

  /// By the weights alone: both have a bias and no normalization, and what follows takes the channels again. Without the
  /// last condition a projection and the next block's expansion would look the same.
  private mutating func reduceAndExpand(_ channels: Int) -> SqueezeExcite? {
    guard let gate = reduction(from: channels), gate.width < channels,
      gate.units.allSatisfy({ hasBias($0.node) }), let node, network.inputChannels(of: node) == channels,
      network.convolution(node)?.isPointwise == true
    else { return nil }
    return gate
  }

  /// Two layers from `channels` to a width, and back.
  private mutating func reduction(from channels: Int) -> SqueezeExcite? {
    var units: [FoundBlock.Unit] = []
    var width = channels
    for name in ["squeeze", "excite"] {
      guard let node,
        let unit = bareConvolution(name, where: \.isPointwise) ?? dense(name, where: { _, _ in true }),
        network.inputChannels(of: node) == width, let output = network.outputChannels(ofProjection: node)
      else { return nil }
      width = output
      units.append(unit)
    }
    guard width == channels, let reduced = network.outputChannels(ofProjection: units[0].node) else {
      return nil
    }
    return SqueezeExcite(width: reduced, units: units, others: [])
  }

  private func isPooling(_ item: NetworkItem) -> Bool {
    guard case .node(let node) = item, case .pooling = network.nodes[node].role else { return false }
    return true
  }

  private func hasBias(_ node: Int) -> Bool {
    switch network.nodes[node].role {
    case .convolution(let convolution): convolution.hasBias
    case .dense(_, _, let hasBias): hasBias
    default: false
    }
  }
}
