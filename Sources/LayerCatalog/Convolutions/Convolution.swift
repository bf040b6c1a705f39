/// `Conv1D`, `Conv2D`, `Conv3D`: filters that slide over space and read all channels of their group.
struct Convolution: SignedLayer {
  /// The number of spatial axes.
  let dimensions: Int

  var className: String { Ranked.name(dimensions, "Conv1D", "Conv2D", "Conv3D") }
  var aliases: [String] { [Ranked.name(dimensions, "Convolution1D", "Convolution2D", "Convolution3D")] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let input = try inputs.single(rank: dimensions + 2)
    let axes = try ImageAxes(settings, dimensions: dimensions)
    let filters = try settings.integer("filters")
    let groups = try settings.integer("groups", default: 1)
    let kernelSize = try settings.integers("kernel_size", rank: dimensions)
    let channels = try input.known(axis: axes.channelAxis)
    guard filters % groups == 0 else { throw .setting(name: "groups") }
    guard channels % groups == 0 else { throw .inputs(expected: "channels that \(groups) groups divide") }
    let window = kernelSize + [channels / groups]
    // Keras 1 with Theano's order of axes: filters, channels, window.
    let isTurned = settings["dim_ordering"] == "th" && dimensions > 1
    var own = [
      try VariableSpecification(
        checked: .kernel, isTurned ? [filters, channels] + kernelSize : window + [filters])
    ]
    if try settings.bool("use_bias", default: true) { own.append(.init(.bias, [filters])) }
    // READ keras/src/layers/convolutional/base_conv.py 3.15.1: the factors are trained in the kernel's place.
    if let rank = try settings.optionalInteger("lora_rank") {
      own[0].trainable = false
      own.append(try VariableSpecification(checked: .loraKernelA, window + [rank]))
      own.append(try VariableSpecification(checked: .loraKernelB, [rank, filters]))
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
    guard let kernel = try? variables(settings, inputs: inputs).own.first,
      let axes = try? ImageAxes(settings, dimensions: dimensions), let output = outputs.first,
      output.rank == dimensions + 2
    else { return nil }
    return CheckedCounts.product(kernel.shape.map(Optional.some) + output.extents[axes.spatialAxes])
  }

  var signatures: [Signature] {
    let rank = dimensions + 2
    return [
      Signature([.kernel, .bias]) { shapes in
        let kernel = shapes[.kernel]
        guard kernel.count == rank, shapes[.bias] == [kernel[rank - 1]], !shapes.isInteger(.kernel) else {
          return 0
        }
        // One filter over one channel is a depthwise kernel as well.
        return kernel[rank - 2] == 1 && kernel[rank - 1] == 1 ? 0.5 : 0.9
      },
      Signature([.kernel]) { shapes in
        let kernel = shapes[.kernel]
        guard kernel.count == rank, !shapes.isInteger(.kernel) else { return 0 }
        guard kernel[rank - 1] == 1 else {
          // A window of width 1 over one channel is as well one slope per channel of a PReLU.
          return kernel.dropLast().allSatisfy { $0 == 1 } ? 0.6 : 0.9
        }
        // A kernel (k, k, c, 1) without a bias is a depthwise one more often than a convolution with one filter;
        // of width 1 it is the other way round.
        return kernel.dropLast(2).contains { $0 > 1 } ? 0.3 : 0.6
      },
      Signature([.kernel, .bias]) { shapes in
        // Filters first: Theano's order, or a kernel taken over from another framework.
        let kernel = shapes[.kernel]
        guard kernel.count == rank, shapes[.bias] == [kernel[0]], kernel[0] != kernel[rank - 1] else {
          return 0
        }
        return kernel[2...].allSatisfy { $0 < 16 } ? 0.5 : 0.05
      },
      Signature([.kernel, .bias, .loraKernelA, .loraKernelB]) { shapes in
        let kernel = shapes[.kernel]
        let factors = shapes[.loraKernelA]
        let fits =
          kernel.count == rank && shapes[.bias] == kernel.suffix(1) && factors.dropLast() == kernel.dropLast()
          && shapes[.loraKernelB] == factors.suffix(1) + kernel.suffix(1)
        return fits ? 0.9 : 0
      },
      Signature([.kernel, .loraKernelA, .loraKernelB]) { shapes in
        let kernel = shapes[.kernel]
        let factors = shapes[.loraKernelA]
        let fits =
          kernel.count == rank && factors.dropLast() == kernel.dropLast()
          && shapes[.loraKernelB] == factors.suffix(1) + kernel.suffix(1)
        return fits ? 0.9 : 0
      },
    ]
  }

  var arguments: [LayerArgument] {
    [.filters] + LayerArgument.window + [.groups, .useBias, .loraRank]
  }

  var example: LayerExample? {
    switch dimensions {
    case 1:
      LayerExample(
        ["filters": 4, "kernel_size": 3, "padding": "causal"], inputs: [[nil, 16, 3]],
        variables: [.init(.kernel, [3, 3, 4]), .init(.bias, [4])], parameters: 40, outputs: [[nil, 16, 4]])
    case 2:
      LayerExample(
        ["filters": 32, "kernel_size": 3, "strides": 2, "padding": "same", "use_bias": false],
        inputs: [[nil, 224, 224, 3]], variables: [.init(.kernel, [3, 3, 3, 32])], parameters: 864,
        outputs: [[nil, 112, 112, 32]])
    default:
      LayerExample(
        ["filters": 4, "kernel_size": 3], inputs: [[nil, 8, 8, 8, 3]],
        variables: [.init(.kernel, [3, 3, 3, 3, 4]), .init(.bias, [4])], parameters: 328,
        outputs: [[nil, 6, 6, 6, 4]])
    }
  }

  var explanation: LayerExplanation {
    let power = KernelPower.symbol(dimensions)
    return LayerExplanation(
      "Each of its filters slides over the input and reads every channel of its group at once.",
      symbols: [
        .init("k", "side of the kernel"), .init("c", "channels of the input"), .init("f", "filters"),
        .init("g", "groups, 1 unless set"),
      ],
      variables: [
        .init(
          .kernel, "\(power)·(c/g)·f",
          "The filters: each has one weight per tap and input channel of its group."),
        .init(.bias, "f", "One number per filter, added after the products; absent with use_bias=False."),
      ],
      count: "\(power)·(c/g)·f + f",
      notes: [
        "The input's extents in space do not enter: a filter is shared by every position.",
        "Strides, padding, dilation and the activation have no parameters.",
        "Followed by a BatchNormalization, a bias is of no use, because the mean is subtracted; Keras adds one "
          + "all the same unless use_bias is False.",
      ],
      mistakes: [
        "Leaving out the input's channels (\(power)·f).",
        "Forgetting the bias, which Keras adds by default.",
        "With groups, multiplying by all input channels instead of c/g.",
      ])
  }
}
