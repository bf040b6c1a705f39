/// `DepthwiseConv1D`, `DepthwiseConv2D`: every channel has filters of its own and meets no other channel.
struct DepthwiseConvolution: SignedLayer {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String { Ranked.name(dimensions, "DepthwiseConv1D", "DepthwiseConv2D", "DepthwiseConv3D") }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let kernelSize = try settings.integers("kernel_size", rank: dimensions)
    let multiplier = try settings.integer("depth_multiplier", default: 1)
    let channels = try input.known(axis: axes.channelAxis)
    var own = [try VariableSpecification(checked: .depthwiseKernel, kernelSize + [channels, multiplier])]
    if try settings.bool("use_bias", default: true) {
      own.append(.init(.bias, [try CheckedCounts.extent(channels, multiplier)]))
    }
    return LayerVariables(own)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let window = try Window(convolution: settings, dimensions: dimensions)
    let space = try window.outputs(Array(input.extents[axes.spatialAxes]))
    let channels = try CheckedCounts.extent(
      input.known(axis: axes.channelAxis), settings.integer("depth_multiplier", default: 1))
    return [axes.shape(batch: input.extents[0], space: space, channels: channels)]
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let kernel = try? variables(settings, inputs: inputs).own.first,
      let axes = try? ImageAxes(settings, dimensions: dimensions), let output = outputs.first,
      output.rank == dimensions + 2
    else { return nil }
    return CheckedCounts.product(kernel.shape.map(Optional.some) + output.extents[axes.spatialAxes])
  }

  var signatures: [Signature] {
    let rank = dimensions + 2
    return [
      Signature([.depthwiseKernel, .bias]) { shapes in
        let kernel = shapes[.depthwiseKernel]
        guard kernel.count == rank, let channels = CheckedCounts.product(kernel.suffix(2)),
          shapes[.bias] == [channels]
        else { return 0 }
        // A bias for every channel is a depthwise one, except where one channel or filter makes both the same.
        if kernel[rank - 2] > 1 { return 0.9 }
        return kernel[rank - 1] == 1 ? 0.4 : 0.1
      },
      Signature([.depthwiseKernel]) { shapes in
        let kernel = shapes[.depthwiseKernel]
        guard kernel.count == rank else { return 0 }
        guard kernel[rank - 1] == 1 else { return 0.1 }
        return kernel.dropLast(2).contains { $0 > 1 } ? 0.7 : 0.3
      },
    ]
  }

  var arguments: [LayerArgument] {
    LayerArgument.window + [.depthMultiplier, .useBias]
  }

  var example: LayerExample? {
    switch dimensions {
    case 1:
      LayerExample(
        ["kernel_size": 3, "depth_multiplier": 2], inputs: [[nil, 16, 3]],
        variables: [.init(.depthwiseKernel, [3, 3, 2]), .init(.bias, [6])], parameters: 24,
        outputs: [[nil, 14, 6]])
    default:
      LayerExample(
        ["kernel_size": 3, "padding": "same", "use_bias": false], inputs: [[nil, 32, 32, 18]],
        variables: [.init(.depthwiseKernel, [3, 3, 18, 1])], parameters: 162, outputs: [[nil, 32, 32, 18]])
    }
  }

  var explanation: LayerExplanation {
    let power = KernelPower.symbol(dimensions)
    return LayerExplanation(
      "Each channel is filtered by itself: a filter of depth one per channel, no mixing of channels.",
      symbols: [
        .init("k", "side of the kernel"), .init("c", "channels of the input"),
        .init("m", "depth_multiplier, 1 unless set"),
      ],
      variables: [
        .init(.depthwiseKernel, "\(power)·c·m", "One small filter for each channel (m of them)."),
        .init(.bias, "c·m", "One number per output channel; absent with use_bias=False."),
      ],
      count: "\(power)·c·m + c·m",
      notes: [
        "The output has c·m channels; a pointwise convolution usually follows and mixes them.",
        "Keras 3 calls the variable kernel, Keras 2 depthwise_kernel.",
      ],
      mistakes: [
        "Multiplying by the channels twice (\(power)·c·c): that is a full convolution.",
        "Counting one filter for all channels (\(power)).",
        "Reading a number of filters as depth_multiplier.",
      ])
  }
}
