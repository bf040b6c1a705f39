/// `LocallyConnected1D`, `LocallyConnected2D` of Keras 2: a convolution whose filters are not shared between positions.
struct LocallyConnected: SignedLayer {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String {
    Ranked.name(dimensions, "LocallyConnected1D", "LocallyConnected2D", "LocallyConnected3D")
  }

  /// READ tf_keras/src/layers/locally_connected 2.21.0: the setting `implementation` decides how the kernel is kept.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let filters = try settings.integer("filters")
    let kernelSize = try settings.integers("kernel_size", rank: dimensions)
    let channels = try input.known(axis: axes.channelAxis)
    let output = try outputs(settings, inputs: inputs)[0]
    var positions: [Int] = []
    var space: [Int] = []
    for axis in axes.spatialAxes {
      space.append(try input.known(axis: axis))
      positions.append(try output.known(axis: axis))
    }
    guard let total = CheckedCounts.product(positions),
      let taps = CheckedCounts.product(kernelSize + [channels])
    else {
      throw .notPredictable(reason: "an extent would be larger than 2^53")
    }
    let kernel: [Int]
    switch try settings.integer("implementation", default: 1) {
    case 1: kernel = [total, taps, filters]
    case 2:
      kernel =
        axes.channelsFirst
        ? [channels] + space + [filters] + positions : space + [channels] + positions + [filters]
    case 3 where try Window.padding(settings) == .valid:
      kernel = [try CheckedCounts.extent(total, taps, filters)]
    case 3:
      throw .notPredictable(
        reason: "with implementation=3 and padding the kernel holds the taps inside the input only")
    default: throw .setting(name: "implementation")
    }
    var own = [try VariableSpecification(checked: .kernel, kernel)]
    if try settings.bool("use_bias", default: true) {
      own.append(try .init(checked: .bias, positions + [filters]))
    }
    return LayerVariables(own)
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let window = try Window(convolution: settings, dimensions: dimensions)
    let space = try window.outputs(Array(input.extents[axes.spatialAxes]))
    return [axes.shape(batch: input.extents[0], space: space, channels: try settings.integer("filters"))]
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let input = inputs.first, let axes = try? ImageAxes(settings, dimensions: dimensions),
      let kernelSize = try? settings.integers("kernel_size", rank: dimensions), let output = outputs.first,
      input.rank == dimensions + 2
    else { return nil }
    return CheckedCounts.product(kernelSize + [input.extents[axes.channelAxis]] + output.withoutBatch)
  }

  var signatures: [Signature] {
    let dimensions = dimensions
    return [
      Signature([.kernel, .bias]) { shapes in
        let kernel = shapes[.kernel]
        let bias = shapes[.bias]
        guard bias.count == dimensions + 1 else { return 0 }
        let positions = Array(bias.dropLast())
        if kernel.count == 3 {
          return CheckedCounts.product(positions) == kernel[0] && bias.last == kernel[2] ? 0.9 : 0
        }
        guard kernel.count == 2 * dimensions + 2 else { return 0 }
        return kernel.suffix(dimensions + 1) == bias[...] ? 0.8 : 0
      },
      Signature([.kernel]) { shapes in shapes[.kernel].count == 3 ? 0.05 : 0 },
    ]
  }

  var arguments: [LayerArgument] {
    [
      .filters, .kernelSize, .strides, .padding, .dataFormat, .useBias,
      LayerArgument("implementation", .integer, "1, or 2 and 3 for one large matrix"),
    ]
  }

  var example: LayerExample? {
    dimensions == 1
      ? LayerExample(
        ["filters": 4, "kernel_size": 3], inputs: [[nil, 8, 3]],
        variables: [.init(.kernel, [6, 9, 4]), .init(.bias, [6, 4])], parameters: 240, outputs: [[nil, 6, 4]])
      : LayerExample(
        ["filters": 4, "kernel_size": 3], inputs: [[nil, 6, 6, 3]],
        variables: [.init(.kernel, [16, 27, 4]), .init(.bias, [4, 4, 4])], parameters: 1792,
        outputs: [[nil, 4, 4, 4]])
  }

  var explanation: LayerExplanation {
    let power = KernelPower.symbol(dimensions)
    return LayerExplanation(
      "Filters the input like a convolution, but with other weights at each position (Keras 2).",
      symbols: [
        .init("p", "positions of the output"), .init("k", "side of the kernel"),
        .init("c", "channels of the input"),
        .init("f", "filters"),
      ],
      variables: [
        .init(.kernel, "p·\(power)·c·f", "A set of filters for every position."),
        .init(.bias, "p·f", "One number per position and filter; absent with use_bias=False."),
      ],
      count: "p·\(power)·c·f + p·f",
      notes: ["Nothing is shared between positions, so here the input's extents in space do enter the count."]
    )
  }
}
