import KerasModels
import LayerCatalog

/// What a file stores, held against what its layers must have.
public struct Ledger: Hashable, Sendable {
  /// One layer's account.
  public struct Entry: Hashable, Sendable {
    public var expected: Expectation?
    /// `nil` for a layer that neither has nor should have variables.
    public var verdict: Verdict?
    /// One sentence, for a mismatch and for what is not predicted.
    public var reason: String?
    /// Where the layer deviates, in the order of its variables.
    public var deviations: [Deviation]

    public init(
      expected: Expectation? = nil, verdict: Verdict? = nil, reason: String? = nil,
      deviations: [Deviation] = []
    ) {
      self.expected = expected
      self.verdict = verdict
      self.reason = reason
      self.deviations = deviations
    }
  }

  public enum Verdict: String, Hashable, Sendable {
    case match
    case mismatch
    case notPredicted = "not-predicted"
  }

  /// One entry for each of the model's layers.
  public var entries: [Entry]
  /// Counts of layers with variables; a composite layer and its parts are one.
  public var match = 0
  public var mismatch = 0
  public var notPredicted = 0
  /// The share of the stored parameters that an expectation speaks of, 0 to 1.
  public var shareIndependent = 0.0

  public init(entries: [Entry]) {
    self.entries = entries
  }
}

extension Ledger {
  /// Compares each layer with what was predicted for it.
  ///
  /// - Parameters:
  ///   - model: the layers as the file stores them
  ///   - predictions: one for each of the model's layers, `nil` for those that hold no variables by nature
  init(_ model: Model, predictions: [Prediction?]) {
    var entries: [Entry] = []
    entries.reserveCapacity(model.layers.count)
    let last = model.layers.lastIndex { !$0.variables.isEmpty }
    for (position, (layer, prediction)) in zip(model.layers, predictions).enumerated() {
      entries.append(Entry(layer, prediction: prediction, isLast: position == last))
    }
    self.init(entries: entries)
    count(model)
    if mismatch > match, mismatch >= Self.fewestOfAWidth { blameWidth() }
  }

  /// Of fewer layers it is likelier that they were changed one by one.
  private static let fewestOfAWidth = 3

  /// Where most layers have other channels, it is no layer's own doing.
  private mutating func blameWidth() {
    for position in entries.indices {
      for deviation in entries[position].deviations.indices {
        entries[position].deviations[deviation].blameWidth()
      }
      if !entries[position].deviations.isEmpty { entries[position].tellDeviations() }
    }
  }

  private mutating func count(_ model: Model) {
    var verdicts: [Verdict?] = entries.map(\.verdict)
    var stored = 0
    var predicted = 0
    // Parts stand behind their composite, so that going backwards hands the verdicts up.
    let inner = InnerLayers(model)
    for (position, layer) in model.layers.enumerated().reversed() {
      let parameters = layer.variables.reduce(0) { $0 &+ ($1.sameAs == nil ? $1.parameters : 0) }
      stored &+= parameters
      if entries[position].expected != nil { predicted &+= parameters }
      // A layer that is listed a second time counts where it was met first.
      if !layer.variables.isEmpty, layer.variables.allSatisfy({ $0.sameAs != nil }) {
        verdicts[position] = nil
      }
      if inner.isPart(position), let parent = layer.parent {
        verdicts[parent] = Verdict.gravest(verdicts[parent], verdicts[position])
        verdicts[position] = nil
      }
    }
    match = verdicts.count { $0 == .match }
    mismatch = verdicts.count { $0 == .mismatch }
    notPredicted = verdicts.count { $0 == .notPredicted }
    shareIndependent = stored > 0 ? Double(predicted) / Double(stored) : 0
  }
}

extension Ledger.Entry {
  fileprivate mutating func tellDeviations() {
    reason = deviations.map(\.sentence).joined(separator: "; ")
  }

  fileprivate init(_ layer: Layer, prediction: Prediction?, isLast: Bool) {
    switch prediction {
    case nil:
      self.init()
    case .notPredicted(let reason):
      // What is stored a second time is judged where it is stored first.
      let holdsAny = layer.variables.contains { $0.sameAs == nil }
      self.init(verdict: holdsAny ? .notPredicted : nil, reason: holdsAny ? reason : nil)
    case .expected(let expectation):
      guard !(expectation.variables.isEmpty && layer.variables.isEmpty) else {
        self.init(expected: expectation)
        return
      }
      let deviations = Deviation.all(of: layer, from: expectation, isLast: isLast)
      // MultiHeadAttention quantizes its projections and says so nowhere (M, Keras 3.15.1).
      if !deviations.isEmpty, layer.isQuantized, !expectation.isQuantized {
        self.init(
          expected: expectation, verdict: .notPredicted,
          reason: "it is stored quantized, of which its configuration says nothing")
        return
      }
      self.init(
        expected: expectation, verdict: deviations.isEmpty ? .match : .mismatch,
        deviations: deviations)
      if !deviations.isEmpty { tellDeviations() }
    }
  }
}

extension Ledger.Verdict {
  /// The verdict on a whole, by those on its parts.
  public static func gravest(_ one: Self?, _ other: Self?) -> Self? {
    for verdict in [Self.mismatch, .notPredicted, .match] where one == verdict || other == verdict {
      return verdict
    }
    return nil
  }
}

extension Layer {
  fileprivate var isQuantized: Bool { variables.contains { $0.role.isQuantizationScale } }
}

extension Expectation {
  fileprivate var isQuantized: Bool { variables.contains { $0.role.isQuantizationScale } }
}
