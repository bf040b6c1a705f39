import KerasModels

/// What a block is called: what its layers' names have in common.
struct BlockName {
  private let model: Model
  private let network: Network

  init(_ model: Model, _ network: Network) {
    self.model = model
    self.network = network
  }

  /// - Parameter layers: all layers of the block.
  func name(of found: FoundBlock, layers: [Int]) -> String {
    let first = (found.units.first?.node ?? found.others.first).flatMap(name(of:)) ?? ""
    let named = found.named.compactMap(name(of:))
    if !named.isEmpty { return (named.count == 1 ? named.first : common(named)) ?? first }
    if let nested = nestedModel(of: layers) { return nested }
    // A convolution with its normalization is called by its own name.
    if found.kind.isEnd, found.units.count < 2 { return first }
    // A projection around the block often has no name of its own.
    let weighty = found.units.filter { $0.name != "shortcut" }.flatMap(\.nodes).compactMap(name(of:))
    let common = common(layers.map { model.layers[$0].name }) ?? common(weighty)
    return common.map { found.units.count == 1 ? withoutStep($0) : $0 } ?? first
  }

  private func name(of node: Int) -> String? {
    network.nodes[node].layer.map { model.layers[$0].name }
  }

  /// The name of the nested model that is this block, where one is.
  private func nestedModel(of layers: [Int]) -> String? {
    guard let first = layers.first, let parent = model.layers[first].parent, parent < first,
      model.layers[parent].isModel, layers.allSatisfy({ model.layers[$0].parent == parent })
    else { return nil }
    let inside = Set(layers)
    for position in (parent + 1)..<model.layers.count {
      guard model.layers[position].parent == parent else { break }
      if !model.layers[position].variables.isEmpty, !inside.contains(position) { return nil }
    }
    return model.layers[parent].name
  }

  /// The common beginning of names, without what joins it to their own parts or numbers them.
  private func common(_ names: [String]) -> String? {
    guard names.count > 1, var common = names.first.map({ Array($0.utf8) }) else { return nil }
    for name in names.dropFirst() {
      let shared = zip(common, name.utf8).prefix { $0 == $1 }.count
      common.removeLast(common.count - shared)
      if common.isEmpty { return nil }
    }
    if let last = common.last, !Self.joints.contains(last) {
      // `block5_conv1` and `block5_conv2` part within a numbered word; `conv2d` and `conv2d_1` are two words.
      let length = common.count
      guard names.allSatisfy({ $0.utf8.dropFirst(length).first.map(Self.digits.contains) == true }) else {
        return nil
      }
      while let last = common.last, !Self.joints.contains(last) { common.removeLast() }
    }
    while let last = common.last, Self.joints.contains(last) { common.removeLast() }
    let name = String(decoding: common, as: UTF8.self)
    return common.isEmpty || Self.classWords.contains(name) ? nil : name
  }

  /// A block of one convolution shares that convolution's word with its normalization: `block1a_project`.
  private func withoutStep(_ name: String) -> String {
    for step in Self.steps where name.utf8.count > step.utf8.count && name.hasSuffix(step) {
      return String(name.dropLast(step.count))
    }
    return name
  }

  private static let joints: Set<UInt8> = [UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-")]
  private static let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
  private static let steps = ["_project", "_expand", "_conv", "_depthwise"]
  /// What Keras calls layers of these classes by itself, with a number behind; such names are no block's.
  private static let classWords: Set<String> = [
    "conv1d", "conv2d", "conv3d", "dense", "depthwise_conv1d", "depthwise_conv2d", "separable_conv1d",
    "separable_conv2d", "batch_normalization", "layer_normalization",
  ]
}

extension Block.Kind {
  /// Whether it stands in front of the blocks or behind them.
  var isEnd: Bool {
    switch self {
    case .stem, .head, .classifier, .preprocessing: true
    default: false
    }
  }
}
