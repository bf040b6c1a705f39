/// An argument of a layer's constructor that enters its variables, the shape of its output, or its cost.
public struct LayerArgument: Hashable, Sendable {
  /// What the argument takes.
  public enum Value: Hashable, Sendable {
    case integer
    /// One integer, or one for each axis.
    case integers
    /// A flag, with Keras' default.
    case flag(Bool)
    case text
    /// Another layer.
    case layer
    /// Several other layers.
    case layers
  }

  /// Keras' own name: `kernel_size`.
  public var name: String
  public var value: Value
  /// A few words, in the singular where one number serves for all axes.
  public var meaning: String
  /// Whether Keras has no default for it.
  public var isRequired: Bool

  public init(_ name: String, _ value: Value, _ meaning: String, isRequired: Bool = false) {
    self.name = name
    self.value = value
    self.meaning = meaning
    self.isRequired = isRequired
  }
}

// MARK: - Arguments that several layers have

extension LayerArgument {
  static let filters = LayerArgument("filters", .integer, "channels of the output", isRequired: true)
  static let units = LayerArgument("units", .integer, "numbers that come out", isRequired: true)
  static let kernelSize = LayerArgument("kernel_size", .integers, "sides of the kernel", isRequired: true)
  static let strides = LayerArgument("strides", .integers, "steps of the kernel, 1 unless given")
  static let padding = LayerArgument("padding", .text, "valid or same")
  static let dilationRate = LayerArgument("dilation_rate", .integers, "distance of the kernel's taps")
  static let dataFormat = LayerArgument("data_format", .text, "channels_last or channels_first")
  static let groups = LayerArgument("groups", .integer, "groups of channels that do not see each other")
  static let depthMultiplier = LayerArgument("depth_multiplier", .integer, "filters for each channel")
  static let useBias = LayerArgument("use_bias", .flag(true), "a bias")
  static let scale = LayerArgument("scale", .flag(true), "gamma")
  static let center = LayerArgument("center", .flag(true), "beta")
  static let axis = LayerArgument("axis", .integers, "the axes that are normalized, -1 unless given")
  static let inputDim = LayerArgument("input_dim", .integer, "number of words", isRequired: true)
  static let outputDim = LayerArgument("output_dim", .integer, "numbers for each word", isRequired: true)
  static let returnSequences = LayerArgument(
    "return_sequences", .flag(false), "an output for every step")
  static let loraRank = LayerArgument("lora_rank", .integer, "rank of a low-rank adaptation")
  static let layer = LayerArgument("layer", .layer, "the layer inside, such as lstm", isRequired: true)

  /// Of every convolution.
  static let window: [LayerArgument] = [.kernelSize, .strides, .padding, .dilationRate, .dataFormat]
}
