import LayerCatalog

extension BlockPlan {
  /// The shortcut's convolution where it has one, then down, across and up, as Keras orders them.
  ///
  /// READ keras/src/applications/resnet.py 3.15.1, `residual_block_v1`: the stride is in the first 1 x 1 convolution.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  init(_ block: ResidualBottleneckSpecification) throws(PredictionFailure) {
    try BlockSizes.check(
      [("in", block.input), ("filters", block.filters), ("out", block.output)], kernel: block.kernel,
      stride: block.stride, inputSize: block.inputSize)
    guard block.hasProjection || (block.input == block.output && block.stride == 1) else {
      throw .setting(name: "shortcut")
    }
    self.init(
      input: block.input, scale: block.scale, center: block.center, knowsSize: block.inputSize != nil)
    let entry = BlockSizes.shape(block.inputSize, channels: block.input)
    func convolution(
      _ step: ResidualBottleneckSpecification.Step, filters: Int, kernel: Int = 1, stride: Int = 1,
      symbols: String, channels: String
    ) -> Step {
      Step(
        name: step.rawValue, className: "Conv2D",
        settings: [
          "filters": .integer(filters), "kernel_size": .integer(kernel), "strides": .integer(stride),
          "padding": "same", "use_bias": .bool(block.biasIn.contains(step)),
        ], symbols: symbols, channels: channels, isNormalized: block.batchNormAfter.contains(step))
    }
    if block.hasProjection {
      _ = try add(
        convolution(
          .shortcut, filters: block.output, stride: block.stride, symbols: "c·o", channels: "o"), to: entry)
    }
    var shape = try add(
      convolution(.reduce, filters: block.filters, stride: block.stride, symbols: "c·f", channels: "f"),
      to: entry)
    add("ReLU", nothing: "nothing to learn")
    shape = try add(
      convolution(.convolve, filters: block.filters, kernel: block.kernel, symbols: "k²·f·f", channels: "f"),
      to: shape)
    add("ReLU", nothing: "nothing to learn")
    _ = try add(
      convolution(.restore, filters: block.output, symbols: "f·o", channels: "o"), to: shape)
    add("Add", nothing: block.hasProjection ? "with the shortcut" : "the input is added")
    add("ReLU", nothing: "nothing to learn")
  }
}
