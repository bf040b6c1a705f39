/// Transitions of a DenseNet (Huang et al., 2016): a normalization, a 1 x 1 convolution to fewer channels, a pooling.
struct TransitionFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    guard cursor.last == .denseBlock else { return nil }
    return cursor.attempt { cursor in
      guard let normalization = cursor.normalization(channels: nil),
        let narrow = cursor.bareConvolution("conv", where: { $0.isPointwise && $0.output <= $0.input })
      else { return nil }
      let pool = cursor.pooling()
      guard pool != nil || !cursor.network.hasGraph else { return nil }
      var block = FoundBlock(.transition)
      block.units = [narrow]
      block.others = [normalization] + (pool.map { [$0] } ?? [])
      block.normalizesInput = true
      block.input = cursor.network.inputChannels(of: narrow.node)
      block.output = cursor.network.convolution(narrow.node)?.output
      block.residual = false
      return block
    }
  }
}
