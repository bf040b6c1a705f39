/// What a file shows of a layer where no configuration says what it is.
public struct LayerTraces: Hashable, Sendable {
  /// Its variables in stored order, those of all parts of a composite layer one behind the other.
  public var stored: [StoredShape]
  /// The class that the group's name in a Keras weights file spells (`LayerCatalog.className(ofGroup:)`).
  public var groupClass: String?
  /// Whether the group's name is that of a class which is not Keras' own.
  public var isForeignClass: Bool
  /// The layer's name, or the attribute that holds it: a hint where people name layers for what they are.
  public var name: String?
  /// What lies between the layer and its variables: `lstm_cell`, `forward_lstm/lstm_cell`, `query`, `cell`.
  public var parts: [String]
  /// Channels (or features) that reach it, as far as other layers tell.
  public var channelsIn: Int?
  /// Channels that the layer behind it expects.
  public var channelsOut: Int?

  public init(
    stored: [StoredShape], groupClass: String? = nil, isForeignClass: Bool = false, name: String? = nil,
    parts: [String] = [], channelsIn: Int? = nil, channelsOut: Int? = nil
  ) {
    self.stored = stored
    self.groupClass = groupClass
    self.isForeignClass = isForeignClass
    self.name = name
    self.parts = parts
    self.channelsIn = channelsIn
    self.channelsOut = channelsOut
  }
}

/// A class that a layer can be, by what a file shows of it.
public struct KindCandidate: Hashable, Sendable {
  /// What the class was read from.
  public enum Evidence: Hashable, Sendable {
    case names
    case shapes
  }

  public var className: String
  public var evidence: Evidence
  /// The ways in which the stored variables are this class's, best first; empty where the class is known by its name
  /// and the variables do not fit it.
  public var readings: [RoleReading]
  /// How much speaks for it; comparable between the candidates of one layer only.
  public var plausibility: Double

  public init(_ className: String, evidence: Evidence, readings: [RoleReading], plausibility: Double) {
    self.className = className
    self.evidence = evidence
    self.readings = readings
    self.plausibility = plausibility
  }
}

/// The best reading of a layer without configuration, with whatever else it may be.
public struct RecognizedLayer: Hashable, Sendable {
  /// Keras' class name, or `unknown`.
  public var className: String
  public var evidence: KindCandidate.Evidence
  public var alternatives: [String]
  /// For each stored variable.
  public var variables: [RecognizedVariable]
}

/// The best reading of a stored variable.
public struct RecognizedVariable: Hashable, Sendable {
  public var role: VariableRole
  public var evidence: KindCandidate.Evidence
  public var alternatives: [VariableRole]
}
