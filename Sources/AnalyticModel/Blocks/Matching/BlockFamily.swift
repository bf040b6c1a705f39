/// A family of blocks: how its members are recognised.
///
/// A new family is one file with this protocol and one line in `BlockFamilies`.
protocol BlockFamily: Sendable {
  /// Blocks that are found in the network as a whole, before it is taken apart into runs.
  func blocks(in network: Network) -> [FoundBlock]

  /// The block that begins where the cursor stands. The cursor moves behind it, or stays where it was.
  func block(at cursor: inout BlockCursor) -> FoundBlock?

  /// Blocks among what no family took, once all others are found.
  func blocks(among rest: RestOfNetwork) -> [FoundBlock]

  /// What was found in the whole network, seen again once all of it is known.
  func revise(_ blocks: inout [FoundBlock], in network: Network)
}

extension BlockFamily {
  func blocks(in network: Network) -> [FoundBlock] { [] }
  func block(at cursor: inout BlockCursor) -> FoundBlock? { nil }
  func blocks(among rest: RestOfNetwork) -> [FoundBlock] { [] }
  func revise(_ blocks: inout [FoundBlock], in network: Network) {}
}

/// All families, in the order in which they are asked.
enum BlockFamilies {
  static let all: [any BlockFamily] = [
    NASCellFamily(), PreprocessingFamily(), InvertedBottleneckFamily(), FusedInvertedBottleneckFamily(),
    ConvNeXtFamily(), TransformerEncoderFamily(), PreactivationBottleneckFamily(), ResidualBottleneckFamily(),
    SeparableResidualFamily(), ResidualBasicFamily(), DenseBlockFamily(), TransitionFamily(),
    DepthwiseSeparableFamily(), InceptionFamily(), DownsamplingFamily(), PlainStageFamily(), StemFamily(),
    ClassifierFamily(), HeadFamily(),
  ]
}

/// What no family took while the runs were read.
struct RestOfNetwork {
  /// Layers in a row between blocks.
  struct Piece {
    var nodes: [Int]
    /// Whether it lies on the way from the model's input to its output, and not in a branch.
    var isOnTrunk: Bool
    /// Whether a block stands in front of it in its run, and behind it.
    var isBehindBlock: Bool
    var isBeforeBlock: Bool
  }

  let network: Network
  var pieces: [Piece]
  /// What was found so far.
  var found: [FoundBlock]

  /// Whether a family with a structure of its own was found.
  var hasBlocks: Bool { found.contains { $0.kind != .preprocessing && $0.kind != .classifier } }

  /// Takes nodes out, and cuts the pieces that held them.
  mutating func remove(_ nodes: [Int]) {
    let taken = Set(nodes)
    for position in pieces.indices { pieces[position].nodes.removeAll(where: taken.contains) }
    pieces.removeAll(where: \.nodes.isEmpty)
  }
}
