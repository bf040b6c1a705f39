import KerasModels
import LayerCatalog

/// Finds the architecture that a model is or is built on: candidates by a few shapes, then every layer in order.
public enum ArchitectureIdentifier {
  /// - Returns: `nil` where no known architecture is recognised.
  public static func identify(_ model: Model) -> IdentifiedArchitecture? {
    let stored = StoredSequence(model)
    guard stored.entries.count <= mostLayers else { return nil }
    switch model.order.source {
    case .counter, .none: return identifyUnordered(model, stored)
    default: return identify(model, stored)
    }
  }

  /// More layers with variables than any architecture with any head has.
  private static let mostLayers = 20_000
  /// How many unlikely candidates are looked at closely, of those near in number and of those found first.
  private static let mostDeviating = 4

  private static func identify(_ model: Model, _ stored: StoredSequence) -> IdentifiedArchitecture? {
    let candidates = ArchitectureCandidates.find(in: stored)
    if let whole = whole(model, stored, candidates) { return whole }
    var best: ArchitectureMatch?
    for candidate in closest(candidates).flatMap(\.withAndWithoutTop) {
      guard let graph = try? candidate.architecture.graph(candidate.arguments) else { continue }
      var match = ArchitectureMatch(model, stored, candidate, graph)
      match.align()
      if match.isRecognisable, match.similarity > best?.similarity ?? 0 { best = match }
    }
    return best?.identified()
  }

  /// Those that have nearly as many layers as there are, since most deviations leave their number; then those that were
  /// found first, as a network that was cut has any number.
  private static func closest(_ candidates: [ArchitectureCandidate]) -> [ArchitectureCandidate] {
    let nearest = candidates.indices.sorted { (candidates[$0].surplus, $0) < (candidates[$1].surplus, $1) }
      .prefix(mostDeviating)
    let first = candidates.indices.prefix(mostDeviating).filter { !nearest.contains($0) }
    return (nearest + first).map { candidates[$0] }
  }

  /// The first candidate that is there with all its layers but the top.
  private static func whole(
    _ model: Model, _ stored: StoredSequence, _ candidates: [ArchitectureCandidate]
  ) -> IdentifiedArchitecture? {
    for candidate in candidates where candidate.isLikely {
      guard let graph = try? candidate.architecture.graph(candidate.arguments) else { continue }
      let match = ArchitectureMatch(model, stored, candidate, graph)
      if match.holdsBackbone { return match.identified() }
    }
    return nil
  }

  /// A file that orders the layers of one class only: the classes are put in the order that each architecture of
  /// as many layers has.
  private static func identifyUnordered(_ model: Model, _ stored: StoredSequence) -> IdentifiedArchitecture? {
    for candidate in ArchitectureCandidates.ofLength(stored) {
      guard let graph = try? candidate.architecture.graph(candidate.arguments) else { continue }
      guard let arranged = stored.arranged(like: graph, in: model) else { continue }
      if let whole = whole(model, arranged, ArchitectureCandidates.find(in: arranged)) { return whole }
    }
    return nil
  }
}
