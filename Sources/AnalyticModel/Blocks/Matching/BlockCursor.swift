/// Reads a run of items from one place on: the small vocabulary in which families describe their blocks.
///
/// Each method takes what it names and moves on, or gives `nil` and stays.
struct BlockCursor {
  let network: Network
  let items: [NetworkItem]
  var position: Int
  /// The kind of the block that was read last in this run.
  var last: Block.Kind?

  init(_ network: Network, _ items: [NetworkItem], at position: Int = 0) {
    self.network = network
    self.items = items
    self.position = position
  }

  var isAtEnd: Bool { position >= items.count }

  /// The node that comes next; `nil` in front of a region and at the end.
  var node: Int? {
    guard items.indices.contains(position), case .node(let node) = items[position] else { return nil }
    return node
  }

  /// The node that was read last.
  var previousNode: Int? {
    guard items.indices.contains(position - 1), case .node(let node) = items[position - 1] else { return nil }
    return node
  }

  /// A convolution that the family accepts, with the normalization behind it.
  mutating func convolution(_ name: String, where accepts: (Convolution) -> Bool) -> FoundBlock.Unit? {
    guard let node, let convolution = network.convolution(node), accepts(convolution) else { return nil }
    position += 1
    return FoundBlock.Unit(
      name: name, node: node, normalization: normalization(channels: convolution.output))
  }

  /// A 1 x 1 convolution from so many channels.
  mutating func pointwise(_ name: String, from input: Int? = nil) -> FoundBlock.Unit? {
    convolution(name) { $0.isPointwise && (input == nil || $0.input == input) }
  }

  /// A convolution, without the normalization behind it.
  mutating func bareConvolution(_ name: String, where accepts: (Convolution) -> Bool) -> FoundBlock.Unit? {
    guard let node, let convolution = network.convolution(node), accepts(convolution) else { return nil }
    position += 1
    return FoundBlock.Unit(name: name, node: node, normalization: nil)
  }

  mutating func dense(_ name: String, where accepts: (_ input: Int, _ output: Int) -> Bool) -> FoundBlock
    .Unit?
  {
    guard let node, case .dense(let input, let output, _) = network.nodes[node].role, accepts(input, output)
    else {
      return nil
    }
    position += 1
    return FoundBlock.Unit(name: name, node: node, normalization: nil)
  }

  mutating func normalization(channels: Int?) -> Int? {
    guard let node, let normalization = network.normalization(node),
      channels == nil || normalization.channels == channels
    else { return nil }
    position += 1
    return node
  }

  /// So many normalizations in a row.
  mutating func normalizations(_ count: Int, channels: Int) -> [Int]? {
    var nodes: [Int] = []
    while nodes.count < count, let node = normalization(channels: channels) { nodes.append(node) }
    return nodes.count == count ? nodes : nil
  }

  /// A pooling over a window.
  mutating func pooling() -> Int? {
    guard let node, network.nodes[node].role == .pooling(isGlobal: false) else { return nil }
    position += 1
    return node
  }

  mutating func attention() -> Int? {
    guard let node, case .attention = network.nodes[node].role else { return nil }
    position += 1
    return node
  }

  mutating func region(_ join: NodeRole.Join) -> Region? {
    guard items.indices.contains(position), case .region(let region) = items[position],
      network.nodes[region.join].role == .join(join)
    else { return nil }
    position += 1
    return region
  }

  /// Reads something, and stays where it was if that fails.
  mutating func attempt<Result>(_ read: (inout BlockCursor) -> Result?) -> Result? {
    let start = position
    if let result = read(&self) { return result }
    position = start
    return nil
  }

  /// A cursor over a branch, to be read to its end.
  func over(_ branch: [NetworkItem]) -> BlockCursor { BlockCursor(network, branch) }
}
