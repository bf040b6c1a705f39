import LayerCatalog

/// What options choose of a block: its channels, which steps have a normalization and a bias, the size of its input.
struct BlockChoices {
  /// Steps of a block, by name.
  enum Steps {
    case all
    case some(Set<String>)

    /// `all`, `none`, or names with commas between.
    init(_ text: String) {
      switch text {
      case "all": self = .all
      case "none": self = .some([])
      default: self = .some(Set(text.split { $0 == "," || $0 == "+" || $0 == " " }.map(String.init)))
      }
    }

    func contains(_ step: String) -> Bool {
      switch self {
      case .all: true
      case .some(let steps): steps.contains(step)
      }
    }
  }

  let settings: Settings
  private let normalized: Steps
  private let biased: Steps
  /// Extents of the input in space, where they are given.
  let size: [Int]?

  /// - Throws: `PredictionFailure.setting` with the option's name.
  init(_ settings: Settings, hasBiases: Bool) throws(PredictionFailure) {
    self.settings = settings
    normalized = Steps(try settings.string("batch_norm", default: "all"))
    biased = Steps(try settings.string("bias", default: hasBiases ? "all" : "none"))
    size = settings["input_size"] == nil ? nil : try settings.integerList("input_size", minimum: 1)
    if let size, !size.allSatisfy({ $0 <= 1 << 16 }) { throw .setting(name: "input_size") }
  }

  /// An empty plan for the block's input.
  var plan: BlockPlan {
    BlockPlan(
      input: settings["in"]?.exactInteger ?? 0, scale: settings["scale"] != .bool(false),
      center: settings["center"] != .bool(false), knowsSize: size != nil)
  }

  /// A number of channels, or of heads.
  /// - Throws: `PredictionFailure.setting` where it is none that a network has.
  func channels(_ name: String) throws(PredictionFailure) -> Int {
    let value = try settings.integer(name)
    guard (1...(1 << 18)).contains(value) else { throw .setting(name: name) }
    return value
  }

  /// Numbers of channels, one for each of several layers.
  /// - Throws: `PredictionFailure.setting`.
  func channelList(_ name: String) throws(PredictionFailure) -> [Int] {
    let values = try settings.integerList(name, minimum: 1)
    guard (1...16).contains(values.count), values.allSatisfy({ $0 <= 1 << 18 }) else {
      throw .setting(name: name)
    }
    return values
  }

  /// The side of a kernel, or a stride.
  /// - Throws: `PredictionFailure.setting`.
  func side(_ name: String) throws(PredictionFailure) -> Int {
    let value = try settings.integer(name)
    guard (1...(1 << 10)).contains(value) else { throw .setting(name: name) }
    return value
  }

  /// Whether a convolution stands on the way around the block: `--shortcut projection`, or `identity`.
  ///
  /// - Parameter fallback: where the option is not given
  /// - Throws: `PredictionFailure.setting` for another word.
  func hasProjection(_ fallback: Bool) throws(PredictionFailure) -> Bool {
    switch settings["shortcut"] {
    case nil, .null?: fallback
    case "identity"?: false
    case "projection"?: true
    default: throw .setting(name: "shortcut")
    }
  }

  /// An image of the block's input channels.
  /// - Throws: `PredictionFailure.setting`.
  func image() throws(PredictionFailure) -> TensorShape {
    if let size, size.count > 2 { throw .setting(name: "input_size") }
    return TensorShape([nil, size?.first, size?.last, try channels("in")])
  }

  func isNormalized(_ step: String) -> Bool { normalized.contains(step) }
  func hasBias(_ step: String) -> Bool { biased.contains(step) }

  /// - Throws: `PredictionFailure.setting` where options name steps that the block does not have.
  func check(_ block: CountedBlock) throws(PredictionFailure) {
    let normalizable = Set(block.parts.filter(\.takesNormalization).map(\.step))
    if case .some(let steps) = normalized, !steps.isSubset(of: normalizable) {
      throw .setting(name: "batch_norm")
    }
    if case .some(let steps) = biased, !steps.isSubset(of: Set(block.parts.map(\.step))) {
      throw .setting(name: "bias")
    }
  }
}

extension BlockChoices {
  /// A convolution with `same` padding, its bias and normalization as chosen.
  ///
  /// - Parameters:
  ///   - symbols: the kernel's count in symbols
  ///   - channels: the output's channels in symbols
  ///   - takesNormalization: whether a normalization ever follows it
  func convolution(
    _ name: String, filters: Int, kernel: Int = 1, stride: Int = 1, symbols: String, channels: String,
    takesNormalization: Bool = true
  ) -> BlockPlan.Step {
    var settings = window(kernel, stride, hasBias(name))
    settings["filters"] = .integer(filters)
    return BlockPlan.Step(
      className: "Conv2D", settings: settings,
      kernels: [.init(name: name, symbols: symbols, channels: channels)],
      isNormalized: takesNormalization ? isNormalized(name) : nil)
  }

  /// One filter for each channel, as above.
  func depthwise(
    _ name: String, kernel: Int, stride: Int = 1, symbols: String, channels: String,
    takesNormalization: Bool = true
  ) -> BlockPlan.Step {
    BlockPlan.Step(
      className: "DepthwiseConv2D", settings: window(kernel, stride, hasBias(name)),
      kernels: [.init(name: name, symbols: symbols, channels: channels)],
      isNormalized: takesNormalization ? isNormalized(name) : nil)
  }

  /// A dense layer that each position is fed to.
  func dense(_ name: String, units: Int, symbols: String, channels: String) -> BlockPlan.Step {
    BlockPlan.Step(
      className: "Dense", settings: ["units": .integer(units), "use_bias": .bool(hasBias(name))],
      kernels: [.init(name: name, symbols: symbols, channels: channels)], isNormalized: nil)
  }

  private func window(_ kernel: Int, _ stride: Int, _ hasBias: Bool) -> Settings {
    [
      "kernel_size": .integer(kernel), "strides": .integer(stride), "padding": "same",
      "use_bias": .bool(hasBias),
    ]
  }
}
