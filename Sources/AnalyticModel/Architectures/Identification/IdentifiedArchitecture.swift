import LayerCatalog

/// The architecture that a model is, or is built on.
public struct IdentifiedArchitecture: Hashable, Sendable {
  public enum Match: String, Hashable, Sendable {
    /// Every layer with variables, in order, and nothing else.
    case exact
    /// All of it without its top, with other layers before or behind it.
    case backbone
    /// Most of it; `deviations` says what differs.
    case deviates
  }

  /// The values of an argument that give the same shapes.
  public struct Range: Hashable, Sendable {
    public var argument: String
    public var lowest: Double
    public var highest: Double
  }

  public var match: Match
  /// What it was compared with, built with the arguments that were found; its layers are referred to by
  /// position.
  public var graph: ArchitectureGraph
  /// Arguments that were chosen so that the shapes come out, by Keras' names.
  public var fitted: [String]
  public var ranges: [Range]
  /// Whether the preprocessing is a part of the network; `nil` where the file does not tell.
  public var includesPreprocessing: Bool?
  /// What differs, one sentence each.
  public var deviations: [String]
  /// Positions in the model's layers of those that hold variables and are none of the architecture's.
  public var head: [Int]
  public var preprocessing: Preprocessing
  /// The function behind the last layer (`softmax`, `linear`); `nil` where the file does not tell.
  public var outputActivation: String?
  /// For each of the model's layers its position in `graph.layers`.
  var positions: [Int?]
  /// For each of the model's layers its position in `graph.blocks`.
  var blocks: [Int?]
  /// Names of nested models, by their position in the model's layers.
  var containers: [Int: String]

  public var name: String { graph.name }

  /// Keras' arguments and `input_channels`, with null for those that the file does not tell.
  public var variant: Settings {
    var variant = graph.arguments.own
    if variant[ArchitectureParameter.includePreprocessing.name] != nil {
      variant[ArchitectureParameter.includePreprocessing.name] =
        includesPreprocessing.map(SettingValue.bool) ?? .null
    }
    variant["include_top"] = .bool(graph.arguments.includeTop)
    variant["classes"] = graph.arguments.includeTop ? .integer(graph.arguments.classes) : .null
    variant["input_channels"] = .integer(graph.arguments.inputChannels)
    return variant
  }

  /// The architecture's layer that one of the model's layers is: its settings (strides too), what feeds it, its
  /// part in its block. `nil` for a layer without variables, and for one that the architecture does not have.
  public func layer(of modelLayer: Int) -> ArchitectureLayer? {
    guard positions.indices.contains(modelLayer), let position = positions[modelLayer],
      graph.layers.indices.contains(position)
    else { return nil }
    return graph.layers[position]
  }

  /// The architecture's name for one of the model's layers.
  public func standardName(of modelLayer: Int) -> String? {
    layer(of: modelLayer)?.name ?? containers[modelLayer]
  }

  /// The architecture's block that one of the model's layers belongs to: its stride, whether its input is added.
  public func block(of modelLayer: Int) -> ArchitectureBlock? {
    guard blocks.indices.contains(modelLayer), let block = blocks[modelLayer] else { return nil }
    return graph.blocks[block]
  }
}
