import LayerCatalog

extension BlockPlan {
  /// Expand, depthwise, squeeze-and-excite where it has one, project, add.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  init(_ block: InvertedBottleneckSpecification) throws(PredictionFailure) {
    try BlockSizes.check(
      [
        ("in", block.input), ("expand", block.expand), ("out", block.output), ("squeeze", block.squeeze),
      ], kernel: block.kernel, stride: block.stride, inputSize: block.inputSize)
    self.init(
      input: block.input, scale: block.scale, center: block.center, knowsSize: block.inputSize != nil)
    var shape = BlockSizes.shape(block.inputSize, channels: block.input)
    let middle = block.expand == nil ? "c" : "e"
    if let expand = block.expand {
      shape = try add(
        Step(
          name: "expand", className: "Conv2D",
          settings: [
            "filters": .integer(expand), "kernel_size": 1, "padding": "same",
            "use_bias": .bool(block.biasIn.contains(.expand)),
          ], symbols: "c·e", channels: "e", isNormalized: block.batchNormAfter.contains(.expand)), to: shape)
      add("ReLU6", nothing: "nothing to learn")
    }
    shape = try add(
      Step(
        name: "depthwise", className: "DepthwiseConv2D",
        settings: [
          "kernel_size": .integer(block.kernel), "strides": .integer(block.stride), "padding": "same",
          "use_bias": .bool(block.biasIn.contains(.depthwise)),
        ], symbols: "k²·\(middle)", channels: middle,
        isNormalized: block.batchNormAfter.contains(.depthwise)), to: shape)
    add("ReLU6", nothing: "nothing to learn")
    if let squeeze = block.squeeze { try addSqueezeAndExcite(squeeze, to: shape, symbol: middle) }
    _ = try add(
      Step(
        name: "project", className: "Conv2D",
        settings: [
          "filters": .integer(block.output), "kernel_size": 1, "padding": "same",
          "use_bias": .bool(block.biasIn.contains(.project)),
        ], symbols: "\(middle)·o", channels: "o", isNormalized: block.batchNormAfter.contains(.project)),
      to: shape)
    addSum(
      isIdentity: block.stride == 1 && block.input == block.output, stride: block.stride, input: block.input,
      output: block.output)
  }

  /// Two 1 x 1 convolutions with biases on the means of the channels.
  private mutating func addSqueezeAndExcite(
    _ reduced: Int, to shape: TensorShape, symbol: String
  ) throws(PredictionFailure) {
    let channels = shape.extents.last ?? nil
    let pooled = TensorShape([nil, 1, 1, channels])
    add("GlobalAveragePooling2D", nothing: "nothing to learn")
    let squeezed = try add(
      Step(
        name: "squeeze", className: "Conv2D",
        settings: ["filters": .integer(reduced), "kernel_size": 1], symbols: "\(symbol)·s", channels: "s",
        isNormalized: false, takesNormalization: false), to: pooled)
    _ = try add(
      Step(
        name: "excite", className: "Conv2D",
        settings: ["filters": channels.map { .integer($0) } ?? .null, "kernel_size": 1],
        symbols: "s·\(symbol)", channels: symbol, isNormalized: false, takesNormalization: false),
      to: squeezed)
    add("Multiply", nothing: "nothing to learn")
  }
}

/// The sizes that a described block may have: far above any network's, and small enough that no product of them,
/// right or wrong, leaves 64 bits.
enum BlockSizes {
  /// - Throws: `PredictionFailure.setting` with the option's name.
  static func check(
    _ channels: [(name: String, value: Int?)], kernel: Int, stride: Int, inputSize: [Int]?
  ) throws(PredictionFailure) {
    for (name, value) in channels {
      if let value, !(1...(1 << 18)).contains(value) { throw .setting(name: name) }
    }
    if !(1...(1 << 10)).contains(kernel) { throw .setting(name: "kernel") }
    if !(1...(1 << 10)).contains(stride) { throw .setting(name: "stride") }
    if let inputSize, inputSize.count != 2 || !inputSize.allSatisfy({ (1...(1 << 16)).contains($0) }) {
      throw .setting(name: "input_size")
    }
  }

  static func shape(_ size: [Int]?, channels: Int) -> TensorShape {
    TensorShape([nil, size?.first, size?.last, channels])
  }
}
