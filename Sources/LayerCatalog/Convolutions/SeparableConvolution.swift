/// `SeparableConv1D`, `SeparableConv2D`: a depthwise convolution and a pointwise one behind it, with one bias.
struct SeparableConvolution: SignedLayer {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String { Ranked.name(dimensions, "SeparableConv1D", "SeparableConv2D", "SeparableConv3D") }
  var aliases: [String] {
    [Ranked.name(dimensions, "SeparableConvolution1D", "SeparableConvolution2D", "SeparableConvolution3D")]
  }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let kernelSize = try settings.integers("kernel_size", rank: dimensions)
    let filters = try settings.integer("filters")
    let multiplier = try settings.integer("depth_multiplier", default: 1)
    let channels = try input.known(axis: axes.channelAxis)
    let pointwise =
      [Int](repeating: 1, count: dimensions) + [try CheckedCounts.extent(channels, multiplier), filters]
    var own = [try VariableSpecification(checked: .depthwiseKernel, kernelSize + [channels, multiplier])]
    own.append(try .init(checked: .pointwiseKernel, pointwise))
    if try settings.bool("use_bias", default: true) { own.append(.init(.bias, [filters])) }
    return LayerVariables(own)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let window = try Window(convolution: settings, dimensions: dimensions)
    let space = try window.outputs(Array(input.extents[axes.spatialAxes]))
    return [axes.shape(batch: input.extents[0], space: space, channels: try settings.integer("filters"))]
  }

  /// Both steps at the size of the output.
  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let own = try? variables(settings, inputs: inputs).own, own.count > 1,
      let axes = try? ImageAxes(settings, dimensions: dimensions), let output = outputs.first,
      output.rank == dimensions + 2, let positions = CheckedCounts.product(output.extents[axes.spatialAxes])
    else { return nil }
    return CheckedCounts.product([own[0].count + own[1].count, positions])
  }

  var signatures: [Signature] {
    let rank = dimensions + 2
    return QuantizedSignatures.withAndWithoutBias([.depthwiseKernel, .pointwiseKernel, .bias]) { shapes in
      let depthwise = shapes[.depthwiseKernel]
      let pointwise = shapes[.pointwiseKernel]
      guard depthwise.count == rank, pointwise.count == rank, pointwise.dropLast(2).allSatisfy({ $0 == 1 }),
        CheckedCounts.product(depthwise.suffix(2)) == pointwise[rank - 2],
        shapes.lacks(.bias) || shapes[.bias] == pointwise.suffix(1)
      else { return 0 }
      return 0.95
    }
  }

  var arguments: [LayerArgument] {
    [.filters] + LayerArgument.window + [.depthMultiplier, .useBias]
  }

  var example: LayerExample? {
    dimensions == 1
      ? LayerExample(
        ["filters": 5, "kernel_size": 3], inputs: [[nil, 16, 3]],
        variables: [
          .init(.depthwiseKernel, [3, 3, 1]), .init(.pointwiseKernel, [1, 3, 5]), .init(.bias, [5]),
        ],
        parameters: 29, outputs: [[nil, 14, 5]])
      : LayerExample(
        ["filters": 24, "kernel_size": 3, "use_bias": false, "padding": "same"], inputs: [[nil, 8, 8, 18]],
        variables: [.init(.depthwiseKernel, [3, 3, 18, 1]), .init(.pointwiseKernel, [1, 1, 18, 24])],
        parameters: 594, outputs: [[nil, 8, 8, 24]])
  }

  var explanation: LayerExplanation {
    let power = KernelPower.symbol(dimensions)
    return LayerExplanation(
      "Filters each channel by itself, then mixes channels with a pointwise convolution, as one layer.",
      symbols: [
        .init("k", "side of the kernel"), .init("c", "channels of the input"), .init("f", "filters"),
        .init("m", "depth_multiplier, 1 unless set"),
      ],
      variables: [
        .init(.depthwiseKernel, "\(power)·c·m", "One small filter per channel (m of them)."),
        .init(.pointwiseKernel, "c·m·f", "Mixes the c·m filtered channels into f."),
        .init(.bias, "f", "One number per filter, after the pointwise step; absent with use_bias=False."),
      ],
      count: "\(power)·c·m + c·m·f + f",
      notes: [
        "There is one bias, after the pointwise step. DepthwiseConv\(dimensions)D and Conv\(dimensions)D one after the other "
          + "have two, so they count c·m more."
      ],
      mistakes: ["Adding a bias for the depthwise step."])
  }
}
