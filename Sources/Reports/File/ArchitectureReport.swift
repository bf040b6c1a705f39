import AnalyticModel
import LayerCatalog

/// A published architecture that the file was recognised as.
public struct ArchitectureReport: Hashable, Sendable {
  public typealias Match = IdentifiedArchitecture.Match

  /// The values of an argument that give the same shapes: a width is only known to an interval.
  public struct VariantRange: Hashable, Sendable {
    public var name: String
    public var lowest: Double
    public var highest: Double

    public init(name: String, lowest: Double, highest: Double) {
      self.name = name
      self.lowest = lowest
      self.highest = highest
    }
  }

  /// Keras' name: `MobileNetV2`.
  public var name: String
  /// Keras' arguments and `input_channels`; null where the file does not tell.
  public var variant: Settings
  public var match: Match
  /// The arguments that were fitted to the file rather than read from it.
  public var fitted: [String]
  public var variantRanges: [VariantRange]
  public var deviations: [String]
  /// What the network wants to be fed.
  public var preprocessing: String?
  public var outputActivation: String?

  public init(
    name: String, variant: Settings = [:], match: Match, fitted: [String] = [],
    variantRanges: [VariantRange] = [], deviations: [String] = [], preprocessing: String? = nil,
    outputActivation: String? = nil
  ) {
    self.name = name
    self.variant = variant
    self.match = match
    self.fitted = fitted
    self.variantRanges = variantRanges
    self.deviations = deviations
    self.preprocessing = preprocessing
    self.outputActivation = outputActivation
  }
}
