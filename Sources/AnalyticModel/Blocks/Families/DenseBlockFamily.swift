/// A dense layer (Huang et al., "Densely Connected Convolutional Networks", 2016): a 1 x 1 and a 3 x 3 convolution, each
/// with its normalization in front, whose output is concatenated with the input.
struct DenseBlockFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    cursor.attempt(Self.concatenated) ?? (cursor.network.hasGraph ? nil : cursor.attempt(Self.byWeights))
  }

  private static func concatenated(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let region = cursor.region(.concatenate), region.branches.count == 2,
      let branch = region.branchesBesideIdentity?.first
    else { return nil }
    var inner = cursor.over(branch)
    guard var block = main(&inner), inner.isAtEnd else { return nil }
    block.others.append(region.join)
    block.output = cursor.network.nodes[region.join].channels
    return block
  }

  private static func main(_ cursor: inout BlockCursor) -> FoundBlock? {
    var block = FoundBlock(.denseBlock)
    let normalization = cursor.normalization(channels: nil)
    block.others += normalization.map { [$0] } ?? []
    block.normalizesInput = normalization != nil
    if let narrow = cursor.pointwise("1") {
      block.units.append(narrow)
      block.expand = cursor.network.convolution(narrow.node)?.output
    }
    guard let spatial = cursor.convolution("2", where: \.isSpatial) else { return nil }
    block.units.append(spatial)
    block.input = block.units.first.flatMap { cursor.network.inputChannels(of: $0.node) }
    block.shortcut = .concat
    block.residual = false
    return block
  }

  /// By the weights alone: what follows takes as many channels more as the 3 x 3 convolution has filters.
  private static func byWeights(_ cursor: inout BlockCursor) -> FoundBlock? {
    guard let first = cursor.normalization(channels: nil), let narrow = cursor.pointwise("1"),
      narrow.normalization != nil, let spatial = cursor.bareConvolution("2", where: \.isSpatial),
      let input = cursor.network.inputChannels(of: narrow.node),
      cursor.network.normalization(first)?.channels == input,
      let growth = cursor.network.convolution(spatial.node)?.output, let next = cursor.node,
      cursor.network.normalization(next)?.channels == input + growth
    else { return nil }
    var block = FoundBlock(.denseBlock)
    block.others = [first]
    block.units = [narrow, spatial]
    block.normalizesInput = true
    block.input = input
    block.expand = cursor.network.convolution(narrow.node)?.output
    block.output = input + growth
    block.shortcut = .concat
    block.residual = false
    return block
  }
}
