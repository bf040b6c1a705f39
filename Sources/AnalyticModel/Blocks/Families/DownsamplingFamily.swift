/// Downsampling between the stages of a ConvNeXt (Liu et al., 2022): a normalization, then a convolution whose stride is
/// its kernel's side.
struct DownsamplingFamily: BlockFamily {
  func block(at cursor: inout BlockCursor) -> FoundBlock? {
    guard cursor.last == .convnext else { return nil }
    return cursor.attempt { cursor in
      guard let normalization = cursor.normalization(channels: nil),
        cursor.network.normalization(normalization)?.isBatchNormalization == false,
        let convolution = cursor.bareConvolution("conv", where: \.isSpatial),
        let shape = cursor.network.convolution(convolution.node)
      else { return nil }
      if cursor.network.hasGraph, cursor.network.nodes[convolution.node].strides != shape.kernel {
        return nil
      }
      var block = FoundBlock(.downsampling)
      block.units = [convolution]
      block.others = [normalization]
      block.normalizesInput = true
      block.input = shape.input
      block.output = shape.output
      block.residual = false
      return block
    }
  }
}
