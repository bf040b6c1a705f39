import LayerCatalog

/// Steps that several kinds of blocks have.
extension BlockPlan {
  /// The addition of the block's input, where it has one.
  mutating func addSum(isIdentity: Bool, stride: Int, input: Int, output: Int) {
    add(
      "Add",
      nothing: isIdentity
        ? "the input is added" : stride != 1 ? "none: stride \(stride)" : "none: \(input) is not \(output)")
  }

  /// Two 1 x 1 convolutions with biases on the means of the channels.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  mutating func addSqueezeAndExcite(
    _ reduced: Int, to shape: TensorShape, symbol: String
  ) throws(PredictionFailure) {
    guard let channels = shape.extents.last ?? nil else { throw .setting(name: "squeeze") }
    func convolution(_ name: String, filters: Int, symbols: String, channels: String) -> Step {
      Step(
        className: "Conv2D", settings: ["filters": .integer(filters), "kernel_size": 1],
        kernels: [.init(name: name, symbols: symbols, channels: channels, takesBias: false)],
        isNormalized: nil)
    }
    add("GlobalAveragePooling2D", nothing: "nothing to learn")
    let squeezed = try add(
      convolution("squeeze", filters: reduced, symbols: "\(symbol)·s", channels: "s"),
      to: TensorShape([nil, 1, 1, channels]))
    _ = try add(
      convolution("excite", filters: channels, symbols: "s·\(symbol)", channels: symbol), to: squeezed)
    add("Multiply", nothing: "nothing to learn")
  }
}
