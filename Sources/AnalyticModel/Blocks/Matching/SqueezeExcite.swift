/// Squeeze-and-excite (Hu et al., "Squeeze-and-Excitation Networks", 2018): each channel is weighted by what a small
/// network makes of all channels' averages.
struct SqueezeExcite {
  var width: Int
  var nodes: [Int]
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
    var inner = over(branch.filter { !isPooling($0) })
    guard let width = inner.reduction(from: channels), inner.isAtEnd else { return nil }
    return SqueezeExcite(width: width, nodes: region.nodes)
  }

  /// By the weights alone: both have a bias and no normalization, and what follows takes the channels again. Without the
  /// last condition a projection and the next block's expansion would look the same.
  private mutating func reduceAndExpand(_ channels: Int) -> SqueezeExcite? {
    let first = position
    guard let width = reduction(from: channels), width < channels else { return nil }
    let nodes = items[first..<position].flatMap(\.nodes)
    guard nodes.count == 2, nodes.allSatisfy(hasBias), let node, network.inputChannels(of: node) == channels,
      network.convolution(node)?.isPointwise == true
    else { return nil }
    return SqueezeExcite(width: width, nodes: nodes)
  }

  /// Two layers from `channels` to a width, and back.
  private mutating func reduction(from channels: Int) -> Int? {
    var widths: [(input: Int, output: Int)] = []
    while widths.count < 2, let node {
      switch network.nodes[node].role {
      case .convolution(let convolution) where convolution.isPointwise:
        widths.append((convolution.input, convolution.output))
      case .dense(let input, let output, _): widths.append((input, output))
      default: return nil
      }
      position += 1
    }
    guard widths.count == 2, widths[0].input == channels, widths[1].input == widths[0].output,
      widths[1].output == channels
    else { return nil }
    return widths[0].output
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
