import Containers
import KerasModels
import LayerCatalog

/// What changed from one model to another, value by value.
public struct ModelDifference: Hashable, Sendable {
  /// Layers that own variables: pairs and additions in the order of the later model, then what was removed.
  public private(set) var layers: [LayerDifference]
  public private(set) var summary: DifferenceSummary
  /// What happened, in sentences, the most important first.
  public private(set) var story: [String]
  /// Variables of each file whose values could not be read, with the code `values-unreadable`, and members of an archive
  /// that are not what their checksums say, with `checksum-mismatch`.
  public private(set) var notesBefore: [Note]
  public private(set) var notesAfter: [Note]
  /// What the values of each file look like from afar, all of which were compared; `nil` where that is not wanted.
  let fingerprints: Fingerprints?
  /// Whether fewer than a third of the layers are in both, so that nothing else means anything.
  public private(set) var areUnrelated: Bool

  struct Fingerprints: Hashable, Sendable {
    var before: Fingerprint
    var after: Fingerprint
  }

  /// A model and the file that it was read from, still open.
  public struct Side: Sendable {
    public var model: Model
    public var contents: ContainerContents

    public init(_ model: Model, in contents: ContainerContents) {
      self.model = model
      self.contents = contents
    }
  }

  /// - Parameter includes: the layers that are compared; a pair is, where it takes one of both.
  public init(
    _ before: Side, _ after: Side, options: StatisticsOptions = StatisticsOptions(),
    includes: (Layer) -> Bool = { _ in true }
  ) {
    let pairing = LayerPairing(
      before.model, after.model,
      contents: LayerPairing.Contents {
        SameContents.pairs(before, $0, after, $1, options: options)
      } digestsBefore: {
        SameContents.digests(before, $0, options: options)
      } digestsAfter: {
        SameContents.digests(after, $0, options: options)
      })
    var plan = ComparisonPlan(before, after)
    var layers: [LayerDifference] = []
    let pairs = pairing.pairs.filter {
      includes(before.model.layers[$0.before]) || includes(after.model.layers[$0.after])
    }
    let added = pairing.added.filter { includes(after.model.layers[$0]) }
    let removed = pairing.removed.filter { includes(before.model.layers[$0]) }
    let isWhole =
      pairs.count == pairing.pairs.count && added.count == pairing.added.count
      && removed.count == pairing.removed.count
    for pair in pairs { layers.append(plan.add(pair)) }
    for index in added { layers.append(plan.alone(index, in: after.model, isAdded: true)) }
    layers.sort { ($0.after ?? .max) < ($1.after ?? .max) }
    for index in removed { layers.append(plan.alone(index, in: before.model, isAdded: false)) }
    // Who asks for some layers does not want all bytes to be read.
    plan.run(options: options, checksMembers: isWhole)
    for index in layers.indices {
      let layer = layers[index]
      layers[index] = LayerDifference(
        before: layer.before, after: layer.after, by: layer.by,
        variables: layer.variables.map { plan.result(of: $0, in: layer) })
    }
    self.layers = layers
    (notesBefore, notesAfter) = (plan.notesBefore, plan.notesAfter)
    fingerprints = plan.fingerprints.map { Fingerprints(before: $0.before, after: $0.after) }
    summary = DifferenceSummary(layers, before.model, after.model)
    let story = Story(layers, summary, before, after, isWhole: isWhole)
    self.story = story.sentences
    areUnrelated = story.areUnrelated
  }

  /// Whether every variable of one is in the other, unchanged.
  public var isIdentical: Bool { layers.allSatisfy(\.isIdentical) }
  /// Whether every variable could be compared.
  public var isComplete: Bool { notesBefore.isEmpty && notesAfter.isEmpty }
}
