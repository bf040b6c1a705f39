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

  var kind: Block.Kind
  /// The layers that give the block its name to the reader, in the order of use.
  var units: [Unit] = []
  /// Further nodes that it takes: normalizations in front, joins, poolings, the layers of squeeze-and-excite.
  var others: [Int] = []
  var input: Int?
  var expand: Int?
  var output: Int?
  var squeeze: Int?
  var shortcut: Block.Shortcut?
  /// `nil` where the weights cannot tell.
  var residual: Bool?
  var reasons: [Block.Reason] = []
  /// The normalizations in front of the block's convolutions, as if they followed `input`.
  var normalizesInput = false
  /// Whether `stride` is the product of all strides instead of the largest.
  var multipliesStrides = false

  init(_ kind: Block.Kind) {
    self.kind = kind
  }

  /// Every node that it takes.
  var nodes: [Int] { units.flatMap(\.nodes) + others }
}

extension Block.Reason {
  static let strideUnknown = Block.Reason(field: "stride", reason: "a stride leaves no trace in the weights")
  static let residualUnknown = Block.Reason(
    field: "residual", reason: "an addition leaves no trace in the weights, and equal channels do not prove one")
  static let costUnknown = Block.Reason(
    field: "macs", reason: "without strides and an input size there is no number of positions")
}
