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
    let first = found.units.first?.node ?? found.others.first
    let fallback = first.map(name(of:)) ?? ""
    var names = found.named.map(name(of:))
    if names.count == 1 { return names[0] }
    if names.isEmpty {
      // A convolution with its normalization is called by its own name.
      if found.kind.isEnd, found.units.count == 1 { return fallback }
      let weighty = found.units.filter { $0.name != "shortcut" }.flatMap(\.nodes)
      names = weighty.map(name(of:))
      let all = layers.map { model.layers[$0].name }
      return common(all) ?? common(names).map(withoutStep) ?? fallback
    }
    return common(names) ?? fallback
  }

  private func name(of node: Int) -> String {
    network.nodes[node].layer.map { model.layers[$0].name } ?? ""
  }

  /// The common beginning of names that part at a joint: `conv2d` and `conv2d_1` have nothing in common that names a
  /// block.
  private func common(_ names: [String]) -> String? {
    guard names.count > 1, var common = names.first.map({ Array($0.utf8) }) else { return nil }
    for name in names.dropFirst() {
      let shared = zip(common, name.utf8).prefix { $0 == $1 }.count
      common.removeLast(common.count - shared)
      if common.isEmpty { return nil }
    }
    guard let last = common.last, Self.joints.contains(last) else { return nil }
    while let last = common.last, Self.joints.contains(last) { common.removeLast() }
    return common.isEmpty ? nil : String(decoding: common, as: UTF8.self)
  }

  /// A block of one convolution shares that convolution's word with its normalization: `block1a_project`.
  private func withoutStep(_ name: String) -> String {
    for step in Self.steps where name.utf8.count > step.utf8.count && name.hasSuffix(step) {
      return String(name.dropLast(step.count))
    }
    return name
  }

  private static let joints: Set<UInt8> = [UInt8(ascii: "_"), UInt8(ascii: "/"), UInt8(ascii: "-")]
  private static let steps = ["_project", "_expand", "_conv", "_depthwise"]
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
