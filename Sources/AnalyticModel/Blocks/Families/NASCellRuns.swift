/// NASNet cells by the weights alone. Keras lists layers by depth: the 1 x 1 convolutions that bring both inputs to the
/// cell's width, then its separable convolutions, those of parallel branches side by side.
enum NASCellRuns {
  /// A cell's five sums take at least this many separable convolutions, two in a row for each.
  private static let leastSeparable = 4
  private static let mostPointwise = 3

  static func blocks(in network: Network) -> [FoundBlock] {
    var cells: [FoundBlock] = []
    var node = 0
    while node < network.nodes.count {
      if let (cell, end) = cell(at: node, in: network) {
        cells.append(cell)
        node = end
      } else {
        node += 1
      }
    }
    // What reads a cell's output is the next cell's entrance, or whatever stands behind.
    for position in cells.indices {
      guard let last = cells[position].nodes.max() else { continue }
      let reader = position + 1 < cells.count ? cells[position + 1].named.first : last + 1
      cells[position].output = reader.flatMap {
        network.nodes.indices.contains($0) ? network.inputChannels(of: $0) : nil
      }
      if cells[position].output == nil { cells[position].reasons.append(.outputUnknown) }
      cells[position].named = []
    }
    return cells
  }

  /// The cell that begins at a node, and where it ends.
  private static func cell(at start: Int, in network: Network) -> (FoundBlock, end: Int)? {
    var pointwise: [Int] = []
    var separable: [Int] = []
    var areSideBySide = false
    var end = start
    reading: while end < network.nodes.count {
      switch network.nodes[end].role {
      case .convolution(let convolution) where convolution.isPointwise && separable.isEmpty:
        pointwise.append(end)
      case .convolution(let convolution) where convolution.form == .separable:
        areSideBySide = areSideBySide || separable.last == end - 1
        separable.append(end)
      case .normalization: break
      default: break reading
      }
      end += 1
    }
    guard network.nodes[start].isConvolution, let entrance = pointwise.last, pointwise.count <= mostPointwise,
      separable.count >= leastSeparable, areSideBySide, let width = network.convolution(entrance)?.output,
      separable.allSatisfy({ network.convolution($0)?.output == width })
    else { return nil }
    var block = FoundBlock(.nasCell)
    block.units = (pointwise + separable).map { FoundBlock.Unit(name: "conv", node: $0, normalization: nil) }
    block.numberUnits("conv")
    block.others = block.takeLooseNormalizations(among: start..<end, in: network)
    block.input = network.convolution(entrance)?.input
    block.expand = width
    block.residual = false
    block.named = [entrance]
    return (block, end)
  }
}
