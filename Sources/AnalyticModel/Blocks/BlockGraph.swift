import KerasModels
import LayerCatalog

/// A model's graph as block families look at it: steps, what feeds them and what they feed.
struct BlockGraph {
  let model: Model
  let flow: ShapeFlow
  let ledger: Ledger
  /// The steps that take each tensor.
  private let consumers: [Int: [Int]]
  private let layerOfPath: [ConfigurationPath: Int]

  init(_ model: Model, flow: ShapeFlow, ledger: Ledger) {
    self.model = model
    self.flow = flow
    self.ledger = ledger
    var consumers: [Int: [Int]] = [:]
    for (position, step) in flow.steps.enumerated() {
      for tensor in step.inputs { consumers[tensor, default: []].append(position) }
    }
    self.consumers = consumers
    var layers: [ConfigurationPath: Int] = [:]
    for (position, layer) in model.layers.enumerated() {
      if let path = layer.configurationPath { layers[path] = position }
    }
    layerOfPath = layers
  }

  /// The layer that a step calls; `nil` for an operation.
  func layer(of step: Int) -> Int? {
    layerOfPath[flow.steps[step].path]
  }

  func className(of step: Int) -> String {
    flow.steps[step].node.className
  }

  func settings(of step: Int) -> Settings {
    flow.steps[step].node.settings
  }

  /// The steps that take what a step gives.
  func following(_ step: Int) -> [Int] {
    flow.steps[step].outputs.flatMap { consumers[$0] ?? [] }
  }

  /// The only step that takes what a step gives.
  func next(after step: Int) -> Int? {
    let steps = following(step)
    return steps.count == 1 ? steps[0] : nil
  }

  /// The step in front, where there is only one.
  func previous(before step: Int) -> Int? {
    let inputs = flow.steps[step].inputs
    guard inputs.count == 1 else { return nil }
    return flow.tensors[inputs[0]].producer
  }

  /// The channels of the tensor that a step takes first.
  func inputChannels(of step: Int) -> Int? {
    guard let tensor = flow.steps[step].inputs.first, let shape = flow.tensors[tensor].shape.shape else {
      return nil
    }
    return channels(shape, step: step)
  }

  func outputChannels(of step: Int) -> Int? {
    guard let tensor = flow.steps[step].outputs.first, let shape = flow.tensors[tensor].shape.shape else {
      return nil
    }
    return channels(shape, step: step)
  }

  private func channels(_ shape: TensorShape, step: Int) -> Int? {
    let isFirst = settings(of: step)["data_format"] == .string("channels_first")
    return isFirst ? (shape.rank > 1 ? shape.extents[1] : nil) : shape.extents.last ?? nil
  }

  /// An integer or a pair of a setting, height first.
  func sides(_ setting: String, of step: Int) -> [Int]? {
    switch settings(of: step)[setting] {
    case .integer(let side)?: [side, side]
    case .list(let sides)?:
      sides.compactMap { value in
        if case .integer(let side) = value { side } else { nil }
      }
    default: nil
    }
  }

  func isPointwise(_ step: Int) -> Bool {
    className(of: step) == "Conv2D" && sides("kernel_size", of: step) == [1, 1] && groups(of: step) == 1
  }

  func groups(of step: Int) -> Int {
    if case .integer(let groups)? = settings(of: step)["groups"] { groups } else { 1 }
  }

  /// A convolution that treats each channel by itself: `DepthwiseConv2D`, or a `Conv2D` with as many groups as channels.
  func isDepthwise(_ step: Int) -> Bool {
    switch className(of: step) {
    case "DepthwiseConv2D": true
    case "Conv2D": groups(of: step) > 1 && groups(of: step) == inputChannels(of: step)
    default: false
    }
  }

  func isNormalization(_ step: Int) -> Bool {
    ["BatchNormalization", "SyncBatchNormalization"].contains(className(of: step))
  }

  func isActivation(_ step: Int) -> Bool {
    let name = className(of: step)
    return ["ReLU", "Activation", "LeakyReLU", "ELU", "Softmax", "PReLU", "Relu6", "Silu"].contains(name)
  }

  /// Whether a step passes its input's channels on without variables of a convolution.
  func isTransparent(_ step: Int) -> Bool {
    isNormalization(step) || isActivation(step)
      || ["ZeroPadding2D", "Dropout", "SpatialDropout2D"].contains(className(of: step))
  }
}
