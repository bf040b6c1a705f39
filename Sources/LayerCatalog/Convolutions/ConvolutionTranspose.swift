/// `Conv1DTranspose`, `Conv2DTranspose`, `Conv3DTranspose`: convolutions backwards, which widen their input.
struct ConvolutionTranspose: SignedLayer {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String { Ranked.name(dimensions, "Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose") }
  var aliases: [String] {
    let names = [
      Ranked.name(dimensions, "Convolution1DTranspose", "Convolution2DTranspose", "Convolution3DTranspose")
    ]
    // Keras 1 had these two.
    return dimensions == 1 ? names : names + [dimensions == 2 ? "Deconvolution2D" : "Deconvolution3D"]
  }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let filters = try settings.integer("filters")
    let kernelSize = try settings.integers("kernel_size", rank: dimensions)
    let channels = try input.known(axis: axes.channelAxis)
    var own = [try VariableSpecification(checked: .kernel, kernelSize + [filters, channels])]
    if try settings.bool("use_bias", default: true) { own.append(.init(.bias, [filters])) }
    return LayerVariables(own)
  }

  /// READ keras/src/backend/common/backend_utils.py 3.15.1: `same` n·s, `valid` (n - 1)·s + max(reach, s);
  /// with `output_padding` p (n - 1)·s + p, and the reach (valid) or its remainder by 2 (same).
  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let window = try Window(convolution: settings, dimensions: dimensions)
    guard window.padding != .causal else { throw .setting(name: "padding") }
    let paddingGiven = settings["output_padding"].map { $0 != .null } ?? false
    let extra = paddingGiven ? try settings.integers("output_padding", rank: dimensions, minimum: 0) : nil
    var space: [Int?] = []
    for (index, axis) in axes.spatialAxes.enumerated() {
      guard let extent = input.extents[axis] else {
        space.append(nil)
        continue
      }
      let stride = window.strides[index]
      let reach = try CheckedCounts.extent(window.size[index] - 1, window.dilation[index]) + 1
      let between = try CheckedCounts.extent(extent - 1, stride)
      switch (window.padding, extra) {
      case (.valid, nil): space.append(between + max(reach, stride))
      case (.valid, let extra?): space.append(between + reach + extra[index])
      case (_, nil): space.append(between + stride)
      case (_, let extra?): space.append(between + reach % 2 + extra[index])
      }
    }
    return [axes.shape(batch: input.extents[0], space: space, channels: try settings.integer("filters"))]
  }

  /// Every position of the input meets the whole kernel.
  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let kernel = try? variables(settings, inputs: inputs).own.first, let input = inputs.first,
      let axes = try? ImageAxes(settings, dimensions: dimensions)
    else { return nil }
    return CheckedCounts.product(kernel.shape.map(Optional.some) + input.extents[axes.spatialAxes])
  }

  var signatures: [Signature] {
    let rank = dimensions + 2
    return [
      Signature([.kernel, .bias]) { shapes in
        let kernel = shapes[.kernel]
        guard kernel.count == rank, shapes[.bias] == [kernel[rank - 2]] else { return 0 }
        // With as many filters as channels it looks like a convolution; with one channel like a depthwise one.
        if kernel[rank - 1] == kernel[rank - 2] { return 0.3 }
        return kernel[rank - 1] == 1 ? 0.3 : 0.9
      },
      Signature([.kernel]) { shapes in shapes[.kernel].count == rank ? 0.2 : 0 },
    ]
  }

  var arguments: [LayerArgument] {
    [.filters] + LayerArgument.window + [
      .useBias, LayerArgument("output_padding", .integers, "positions added at one side of the output"),
    ]
  }

  var example: LayerExample? {
    let kernel = [Int](repeating: 3, count: dimensions)
    return LayerExample(
      ["filters": 4, "kernel_size": 3, "strides": 2, "padding": "same"],
      inputs: [TensorShape([nil] + kernel.map { _ in 8 } + [5])],
      variables: [.init(.kernel, kernel + [4, 5]), .init(.bias, [4])],
      parameters: dimensions == 1 ? 64 : dimensions == 2 ? 184 : 544,
      outputs: [TensorShape([nil] + kernel.map { _ in 16 } + [4])])
  }

  var explanation: LayerExplanation {
    let power = KernelPower.symbol(dimensions)
    return LayerExplanation(
      "A convolution backwards: each value of the input paints a kernel onto a larger output.",
      symbols: [
        .init("k", "side of the kernel"), .init("f", "filters (channels of the output)"),
        .init("c", "channels of the input"),
      ],
      variables: [
        .init(.kernel, "\(power)·f·c", "One weight per tap, output channel and input channel."),
        .init(.bias, "f", "One number per output channel; absent with use_bias=False."),
      ],
      count: "\(power)·f·c + f",
      notes: [
        "Its kernel is stored with output channels before input channels, the other way round than Conv\(dimensions)D's."
      ])
  }
}
