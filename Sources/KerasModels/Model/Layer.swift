import LayerCatalog

/// A layer as the file and its configuration show it.
public struct Layer: Hashable, Sendable {
  /// Position in `Model.layers` of the nested model or composite layer that holds it.
  public var parent: Int?
  /// As Keras knows it where the file says so, else the name of its group.
  public var name: String
  /// HDF5 path of its group, without the weights' root; `nil` for a layer that the file has no group for.
  public var address: String?
  public var kind: Kind
  /// The registered name of a class that is not Keras' own.
  public var custom: String?
  public var settings: Settings
  /// The layer's own flag.
  public var trainable: Bool?
  /// Its position in its parent's `model.layers`; `nil` for a part of a composite layer, or where the order is not known.
  public var kerasIndex: Int?
  /// Positions in `Model.layers` of the layers that feed it; `nil` where the file does not tell.
  public var inputs: [Int]?
  /// Its own variables, without those of layers inside it.
  public var variables: [Variable]
  /// Whether it is a model with layers of its own.
  public var isModel: Bool
  /// For a part of a composite layer the attribute that holds it, by Keras 3's name (`query_dense`, `layer`,
  /// `forward_layer`), which is `LayerPart.attribute` of the composite's definition; else `nil`.
  public var partAttribute: String?
  /// The position in the model's configuration, outermost first, or `nil` without one.
  public var configurationPath: ConfigurationPath?

  public init(
    parent: Int? = nil, name: String, address: String? = nil, kind: Kind, custom: String? = nil,
    settings: Settings = [:], trainable: Bool? = nil, kerasIndex: Int? = nil, inputs: [Int]? = nil,
    variables: [Variable] = [], isModel: Bool = false, partAttribute: String? = nil,
    configurationPath: ConfigurationPath? = nil
  ) {
    self.parent = parent
    self.name = name
    self.address = address
    self.kind = kind
    self.custom = custom
    self.settings = settings
    self.trainable = trainable
    self.kerasIndex = kerasIndex
    self.inputs = inputs
    self.variables = variables
    self.isModel = isModel
    self.partAttribute = partAttribute
    self.configurationPath = configurationPath
  }
}

/// A Keras class name with what it was read from.
public struct Kind: Hashable, Sendable {
  /// Keras' class name, or `unknown`.
  public var value: String
  public var source: EvidenceSource
  /// Other classes that the same evidence allows.
  public var alternatives: [String]

  public init(_ value: String, from source: EvidenceSource, alternatives: [String] = []) {
    self.value = value
    self.source = source
    self.alternatives = alternatives
  }
}

/// What a kind or a role was read from.
public enum EvidenceSource: String, Hashable, Sendable {
  case config
  case names
  case shapes
}
