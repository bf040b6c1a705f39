import LayerCatalog

/// Something that `explain` explains by its name, from options.
public protocol ExplanationTopic: Sendable {
  /// Kebab-case: `inverted-bottleneck`, `depthwise-conv2d`.
  var name: String { get }
  /// One sentence.
  var purpose: String { get }
  /// The options that it takes.
  var arguments: [LayerArgument] { get }

  /// The settings of a worked example, for a call without options.
  var example: Settings { get }

  /// The settings that options give.
  /// - Throws: `TopicError` for an option that it does not know, and for one that it cannot do without.
  func settings(_ options: [TopicOption]) throws(TopicError) -> Settings

  /// - Throws: `TopicError` for settings that nothing can have.
  func explanation(_ settings: Settings, claim: ClaimedCount?) throws(TopicError) -> Explanation
}

extension ExplanationTopic {
  public func settings(_ options: [TopicOption]) throws(TopicError) -> Settings {
    guard !options.isEmpty else { return [:] }
    var settings = Settings()
    for option in options {
      guard let argument = arguments.first(where: option.names) else {
        throw .unknownOption(option.name, known: arguments.map(\.name))
      }
      settings[argument.name] = try option.value(of: argument)
    }
    for argument in arguments where argument.isRequired && settings[argument.name] == nil {
      throw .missing(argument.name)
    }
    return settings
  }
}

/// Why a topic cannot be explained as asked.
public enum TopicError: Error, Hashable, Sendable {
  /// No topic has this name; those with a similar one.
  case unknownTopic(String, similar: [String])
  /// The topic takes no such option; those that it takes.
  case unknownOption(String, known: [String])
  /// An option without which nothing can be counted.
  case missing(String)
  /// An option's value is not what it takes.
  case value(option: String, expected: String)
  /// No layer can have such settings.
  case refused(PredictionFailure)
  /// A word that belongs to no option.
  case strayWord(String)
}

/// Everything that can be explained by name: the blocks, and every layer of the catalog.
public enum ExplanationTopics {
  /// The kinds of blocks, the most asked about first.
  static let kinds: [any BlockTopic] = [
    InvertedBottleneckTopic(), FusedInvertedBottleneckTopic(), DepthwiseSeparableTopic(),
    SeparableResidualTopic(), ResidualBottleneckTopic(), PreactivationBottleneckTopic(), ResidualBasicTopic(),
    DenseBlockTopic(), TransitionTopic(), ConvNeXtTopic(), InceptionTopic(),
    TransformerEncoderTopic(),
  ]

  public static let blocks: [any ExplanationTopic] = kinds

  /// One for each layer, in the catalog's order.
  public static var layers: [any ExplanationTopic] { LayerCatalog.definitions.map(LayerTopic.init) }

  /// The topic of this name. Capitals, hyphens and underscores do not matter: `Conv2D` is `conv2d`.
  /// - Throws: `TopicError.unknownTopic`.
  public static func named(_ name: String) throws(TopicError) -> any ExplanationTopic {
    let wanted = simplified(name)
    if wanted == "bottleneck" { return InvertedBottleneckTopic() }
    for topic in blocks where simplified(topic.name) == wanted { return topic }
    for definition in LayerCatalog.definitions {
      let names = [definition.className, LayerTopic(definition).name] + definition.aliases
      if names.contains(where: { simplified($0) == wanted }) { return LayerTopic(definition) }
    }
    throw .unknownTopic(name, similar: similar(to: wanted))
  }

  private static func similar(to wanted: String) -> [String] {
    guard wanted.utf8.count > 2 else { return [] }
    let names = (blocks + layers).map(\.name)
    let beginnings = names.filter { simplified($0).hasPrefix(wanted) || wanted.hasPrefix(simplified($0)) }
    return Array((beginnings + names.filter { simplified($0).contains(wanted) }).uniqued.prefix(6))
  }

  static func simplified(_ name: String) -> String {
    name.lowercased().filter { $0 != "_" && $0 != "-" }
  }
}

extension [String] {
  /// Each one once, at its first place.
  fileprivate var uniqued: [String] {
    var seen: Set<String> = []
    return filter { seen.insert($0).inserted }
  }
}
