/// A block as a family finds it: which nodes, and what they are for.
struct FoundBlock {
  /// A convolution, dense layer or attention of the block with the normalization behind it.
  struct Unit: Hashable {
    /// `expand`, `depthwise`, `project`; the block's own word elsewhere.
    var name: String
    var node: Int
    var normalization: Int?

    var nodes: [Int] { [node] + (normalization.map { [$0] } ?? []) }
  }

  /// Whose strides make the block's.
  enum Strides: Hashable {
    /// The largest of all convolutions and poolings.
    case largest
    /// The product of all, for a row of layers.
    case product
    /// The largest of these nodes.
    case of([Int])
  }

  var kind: Block.Kind
  /// In the order of use.
  var units: [Unit] = []
  /// Further nodes that it takes: normalizations in front, joins, poolings.
  var others: [Int] = []
  var input: Int?
  var expand: Int?
  var output: Int?
  var squeeze: Int?
  var shortcut: Block.Shortcut?
  /// `nil` where the weights cannot tell.
  var residual: Bool?
  var reasons: [Block.Reason] = []
  /// Whether it begins with a normalization of its input.
  var normalizesInput = false
  var strides = Strides.largest
  /// Nodes whose names name the block; empty where all its layers do.
  var named: [Int] = []

  init(_ kind: Block.Kind) {
    self.kind = kind
  }

  /// Every node that it takes.
  var nodes: [Int] {
    var nodes = others
    nodes.reserveCapacity(others.count + 2 * units.count)
    for unit in units {
      nodes.append(unit.node)
      if let normalization = unit.normalization { nodes.append(normalization) }
    }
    return nodes
  }

  /// Numbers its units in a row, where there are several.
  mutating func numberUnits(_ name: String) {
    guard units.count > 1 else { return }
    for position in units.indices { units[position].name = "\(name)\(position + 1)" }
  }
}

extension Block.Reason {
  static let strideUnknown = Block.Reason(field: "stride", reason: "a stride leaves no trace in the weights")
  static let residualUnknown = Block.Reason(
    field: "residual",
    reason: "an addition leaves no trace in the weights, and equal channels do not prove one")
  static let costUnknown = Block.Reason(
    field: "macs", reason: "without strides and an input size there is no number of positions")
  static let outputUnknown = Block.Reason(
    field: "out",
    reason: "nothing behind the block reads its output, and the weights do not tell what is joined")
  static func channelsUnknown(_ field: String) -> Block.Reason {
    Block.Reason(field: field, reason: "the layers do not tell the channels")
  }
  static let sizeUnknown = Block.Reason(
    field: "macs", reason: "the size of what flows through it is not known")
}
