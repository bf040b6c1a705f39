/// Inception modules (Szegedy et al., "Going Deeper with Convolutions", 2014, and later): branches of convolutions and
/// poolings side by side, concatenated; in Inception-ResNet projected back and added to the input.
struct InceptionFamily: BlockFamily {
  /// The longest branch of the published modules has five convolutions with their normalizations.
  private static let longestBranch = 16

  func blocks(in network: Network) -> [FoundBlock] {
    network.hasGraph ? [] : InceptionRuns.blocks(in: network)
  }

  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt(Self.added) ?? cursor.attempt(Self.concatenated)
  }

  private static func concatenated(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let region = cursor.region(.concatenate) else { return nil }
    return module(region, in: cursor.network)
  }

  private static func added(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let branches = cursor.residual(), branches.shortcut == .identity else { return nil }
    var inner = cursor.over(branches.main)
    guard let region = inner.region(.concatenate), var block = module(region, in: cursor.network),
      let up = inner.pointwise("up"), inner.isAtEnd
    else { return nil }
    block.units.append(up)
    block.output = cursor.network.convolution(up.node)?.output
    block.take(branches)
    block.named = [region.join, up.node]
    return block
  }

  private static func module(_ region: Region, in network: Network) -> FoundBlock? {
    guard region.fork != nil else { return nil }
    var block = FoundBlock(.inception)
    var convolutions = 0
    for branch in region.branches {
      guard !branch.isEmpty, let nodes = read(branch, in: network), nodes.count <= longestBranch else {
        return nil
      }
      let units = self.units(nodes, in: network)
      if !units.isEmpty { convolutions += 1 }
      block.units += units
      let taken = Set(units.flatMap(\.nodes))
      block.others += nodes.filter { !taken.contains($0) }
    }
    guard convolutions > 1, let first = block.units.first else { return nil }
    block.others.append(region.join)
    block.units.sort { $0.node < $1.node }
    block.numberUnits("conv")
    block.input = region.fork.flatMap { network.nodes[$0].channels } ?? network.inputChannels(of: first.node)
    block.output = network.nodes[region.join].channels
    block.residual = false
    block.named = [region.join]
    return block
  }

  /// The nodes of a branch, where it holds nothing but convolutions, normalizations, poolings and further
  /// concatenations.
  private static func read(_ branch: [NetworkItem], in network: Network) -> [Int]? {
    var nodes: [Int] = []
    for item in branch {
      switch item {
      case .found: return nil
      case .node(let node):
        switch network.nodes[node].role {
        case .convolution, .normalization, .pooling(isGlobal: false): nodes.append(node)
        default: return nil
        }
      case .region(let region):
        guard network.nodes[region.join].role == .join(.concatenate) else { return nil }
        for branch in region.branches {
          guard let inner = read(branch, in: network) else { return nil }
          nodes += inner
        }
        nodes.append(region.join)
      }
    }
    return nodes
  }

  /// Each convolution with the normalization that it feeds.
  private static func units(_ nodes: [Int], in network: Network) -> [FoundBlock.Unit] {
    var units: [FoundBlock.Unit] = []
    var unitOfNode: [Int: Int] = [:]
    for node in nodes.sorted() {
      if network.convolution(node) != nil {
        unitOfNode[node] = units.count
        units.append(FoundBlock.Unit(name: "conv", node: node, normalization: nil))
      } else if network.normalization(node) != nil, let input = network.nodes[node].inputs.first,
        let unit = unitOfNode[input]
      {
        units[unit].normalization = node
      }
    }
    return units
  }
}
