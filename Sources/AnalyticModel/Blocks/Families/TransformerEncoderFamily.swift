/// Encoder layers of a transformer (Vaswani et al., "Attention Is All You Need", 2017): attention with the input added,
/// then two dense layers with their input added, with the normalizations behind the additions or in front of each part.
struct TransformerEncoderFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt { $0.network.hasGraph ? Self.encoder(&$0) : Self.byWeights(&$0) }
  }

  private static func encoder(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let attention = part(&cursor, read: Self.attention),
      let forward = part(&cursor, read: Self.feedForward)
    else { return nil }
    return join(attention, forward, in: cursor.network)
  }

  /// One of the two parts: a residual region whose main branch the closure reads, with the normalizations around.
  private static func part(
    _ cursor: inout BlockCursor, read: (inout BlockCursor) -> FoundBlock?
  ) -> FoundBlock? {
    guard let branches = cursor.residual(), branches.shortcut == .identity else { return nil }
    var inner = cursor.over(branches.main)
    let before = inner.normalization(channels: nil)
    guard var block = read(&inner), inner.isAtEnd else { return nil }
    block.others += (before.map { [$0] } ?? []) + branches.others
    if before == nil, let after = cursor.normalization(channels: nil) { block.others.append(after) }
    return block
  }

  private static func byWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    let before = cursor.normalization(channels: nil)
    guard var first = attention(&cursor) else { return nil }
    let middle = cursor.normalization(channels: nil)
    guard let second = feedForward(&cursor) else { return nil }
    first.others += [before, middle].compactMap { $0 }
    if before == nil, let after = cursor.normalization(channels: nil) { first.others.append(after) }
    var block = join(first, second, in: cursor.network)
    block.leaveResidualOpen()
    return block
  }

  private static func attention(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let attention = cursor.attention() else { return nil }
    var block = FoundBlock(.transformerEncoder)
    block.units = [FoundBlock.Unit(name: "attention", node: attention, normalization: nil)]
    return block
  }

  private static func feedForward(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let node = cursor.node, let wide = cursor.network.outputChannels(ofProjection: node) else {
      return nil
    }
    guard let expand = projection("expand", &cursor), let project = projection("project", &cursor),
      cursor.network.outputChannels(ofProjection: project.node)
        == cursor.network.inputChannels(of: expand.node)
    else { return nil }
    var block = FoundBlock(.transformerEncoder)
    block.units = [expand, project]
    block.expand = wide
    block.input = cursor.network.inputChannels(of: expand.node)
    return block
  }

  private static func projection(_ name: String, _ cursor: inout BlockCursor) -> FoundBlock.Unit? {
    cursor.dense(name) { _, _ in true } ?? cursor.bareConvolution(name, where: { $0.isPointwise })
  }

  private static func join(_ attention: FoundBlock, _ forward: FoundBlock, in network: Network) -> FoundBlock
  {
    var block = attention
    block.units += forward.units
    block.others += forward.others
    block.input = forward.input
    block.expand = forward.expand
    block.output = forward.input
    block.residual = true
    block.shortcut = .identity
    return block
  }
}

extension Network {
  /// Channels that a dense layer or a convolution gives.
  func outputChannels(ofProjection node: Int) -> Int? {
    switch nodes[node].role {
    case .dense(_, let output, _): output
    case .convolution(let convolution): convolution.output
    default: nil
    }
  }
}
