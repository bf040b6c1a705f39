import KerasModels
import LayerCatalog

/// A model held against one architecture, layer by layer.
struct ArchitectureMatch {
  let model: Model
  let stored: StoredSequence
  let candidate: ArchitectureCandidate
  let graph: ArchitectureGraph
  /// Entries with the positions of the architecture's layers that they are.
  private(set) var pairs: [(entry: Int, layer: Int)] = []
  /// How many of the architecture's layers with variables the file has in order from `start` on.
  private(set) var matched = 0
  private(set) var alignment: LayerAlignment?

  init(
    _ model: Model, _ stored: StoredSequence, _ candidate: ArchitectureCandidate, _ graph: ArchitectureGraph
  ) {
    self.model = model
    self.stored = stored
    self.candidate = candidate
    self.graph = graph
    matchInOrder()
  }

  private mutating func matchInOrder() {
    pairs.reserveCapacity(graph.withVariables.count)
    for (position, entry) in zip(graph.withVariables, stored.entries.indices.dropFirst(candidate.start)) {
      guard isEqual(stored.entries[entry].shapes, graph.layers[position].variables) else { break }
      pairs.append((entry, position))
    }
    matched = pairs.count
  }

  private func isEqual(_ shapes: [[Int]], _ variables: [VariableSpecification]) -> Bool {
    guard shapes.count == variables.count else { return false }
    for (shape, variable) in zip(shapes, variables) where shape != variable.shape { return false }
    return true
  }

  /// Whether all that the architecture has without its top is there.
  var holdsBackbone: Bool { matched >= candidate.signature.layers }
  /// Whether all of it is there, with its top where the arguments say so.
  var isComplete: Bool { matched == graph.withVariables.count }

  /// Pairs the layers that are there with those that should be.
  mutating func align() {
    let expected = graph.withVariables.map { graph.layers[$0].variables.map(\.shape) }
    // Behind a backbone anything may follow; further than a third of it nothing of it is looked for.
    let end = min(stored.entries.count, candidate.start + expected.count + expected.count / 3)
    let entries = stored.entries[candidate.start..<end]
    var alignment = LayerAlignment(stored: entries.map(\.shapes), expected: expected)
    let isCutBehind =
      isCut && (candidate.signature.layers - matched > Self.mostAtTheEnd || entries.count == matched)
    if isCutBehind, (alignment.equal - matched) * 2 < expected.count - matched {
      alignment.cut(behind: matched, of: expected.count)
    } else {
      alignment.settle(starts: graph.blockStarts)
      alignment.join()
    }
    // What stands behind the last layer that is the architecture's is a head, and no deviation.
    while alignment.pairs.last?.expected == nil, !alignment.pairs.isEmpty { alignment.pairs.removeLast() }
    pairs = alignment.pairs.compactMap { pair in
      guard let stored = pair.stored, let expected = pair.expected else { return nil }
      return (candidate.start + stored, graph.withVariables[expected])
    }
    self.alignment = alignment
  }

  /// How much of the architecture is there, from 0 to 1: a layer with other channels counts half.
  var similarity: Double {
    guard let alignment else { return 0 }
    let whole = Double(graph.withVariables.count)
    return (Double(alignment.equal) + 0.5 * Double(alignment.changed)) / whole
  }

  /// Whether what is there can be named after the architecture without misleading anybody.
  ///
  /// More than half of the layers must be equal, and nearly all of the same form; or an unbroken beginning of
  /// three fifths must be equal, as when a network was cut to take features out of it.
  var isRecognisable: Bool {
    guard let alignment else { return false }
    let whole = graph.withVariables.count
    if isCut { return true }
    return alignment.equal >= Self.fewest && alignment.equal * 2 >= whole
      && (alignment.equal + alignment.changed) * 10 >= whole * 9 && alignment.additional * 4 <= whole
  }

  private var isCut: Bool { matched >= Self.fewest && matched * 5 >= graph.withVariables.count * 3 }

  /// So few layers at the end are rather changed than cut off: a convolution and its normalization.
  private static let mostAtTheEnd = 2

  /// Fewer equal layers are no network.
  private static let fewest = 8
}
