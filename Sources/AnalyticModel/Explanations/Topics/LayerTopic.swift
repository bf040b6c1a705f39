import LayerCatalog

/// A layer of the catalog as a topic; everything that it knows comes from the layer's definition.
public struct LayerTopic: ExplanationTopic {
  let definition: any LayerDefinition

  public init(_ definition: any LayerDefinition) {
    self.definition = definition
  }

  /// The class in kebab case: `depthwise-conv2d`.
  public var name: String {
    String(LayerCatalog.groupName(ofClass: definition.className).map { $0 == "_" ? "-" : $0 })
  }

  public var example: Settings { definition.example?.settings ?? [:] }

  /// Whether its worked example has any.
  public var hasVariables: Bool { definition.example.map { !$0.variables.isEmpty } ?? false }

  public var purpose: String { definition.explanation.purpose }

  public var arguments: [LayerArgument] { definition.arguments + [.input, .inputSize] }

  /// Options that a wrapper does not know belong to the layer inside.
  public func settings(_ options: [TopicOption]) throws(TopicError) -> Settings {
    try settings(options, depth: 0)
  }

  private func settings(_ options: [TopicOption], depth: Int) throws(TopicError) -> Settings {
    var settings = Settings()
    var left: [TopicOption] = []
    for option in options {
      if let argument = arguments.first(where: option.names) {
        settings[argument.name] = try option.value(of: argument)
      } else {
        left.append(option)
      }
    }
    var known = arguments.map(\.name)
    for argument in definition.arguments {
      guard case .string(let text)? = settings[argument.name] else { continue }
      let names = argument.value == .layers ? text.split(separator: ",").map(String.init) : [text]
      guard argument.value == .layer || argument.value == .layers else { continue }
      var inner: [SettingValue] = []
      for name in names {
        let topic = try LayerTopic.inner(name, option: argument.name)
        let taken = left.filter { topic.takes($0, depth: depth) }
        known += topic.definition.arguments.map(\.name)
        inner.append(try topic.entry(taken, depth: depth))
      }
      settings[argument.name] = argument.value == .layers ? .list(inner) : inner.first ?? .null
    }
    if let stray = left.first(where: { option in
      !innerTopics(settings).contains { $0.takes(option, depth: depth) }
    }) {
      throw .unknownOption(stray.name, known: known)
    }
    return settings
  }

  /// How deep wrappers may stand in one another.
  private static let deepest = 4

  private static func inner(_ name: String, option: String) throws(TopicError) -> LayerTopic {
    guard let topic = try? ExplanationTopics.named(name) as? LayerTopic else {
      throw .value(option: option, expected: LayerArgument.Value.layer.expected)
    }
    return topic
  }

  private func takes(_ option: TopicOption, depth: Int) -> Bool {
    definition.arguments.contains(where: option.names)
      || (depth < LayerTopic.deepest
        && definition.arguments.contains { $0.value == .layer || $0.value == .layers })
  }

  /// The layer as a configuration has it.
  private func entry(_ options: [TopicOption], depth: Int) throws(TopicError) -> SettingValue {
    guard depth < LayerTopic.deepest else {
      throw .value(option: "layer", expected: "fewer layers inside one another")
    }
    return [
      "class_name": .string(definition.className),
      "config": .dictionary(try settings(options, depth: depth + 1)),
    ]
  }

  /// The layers that settings put inside.
  private func innerTopics(_ settings: Settings) -> [LayerTopic] {
    WrappedEntry.all(in: settings, of: definition).map { LayerTopic($0.definition) }
  }

  public func explanation(
    _ settings: Settings, claim: ClaimedCount?
  ) throws(TopicError) -> Explanation {
    var own = settings
    own["in"] = nil
    own["input_size"] = nil
    let inputs: [TensorShape]
    let showsExample = settings.isEmpty && definition.example != nil
    if showsExample, let example = definition.example {
      own = example.settings
      inputs = example.inputs
    } else {
      inputs = try LayerInputs(definition, settings: own).shapes(
        channels: settings["in"] == nil ? nil : LayerTopic.integer(settings, "in"),
        size: settings["input_size"] == nil ? nil : LayerTopic.integers(settings, "input_size"))
    }
    var explanation = try LayerExplainer(definition, settings: own, inputs: inputs).explanation(
      topic: name, claim: claim)
    if showsExample { explanation.options = arguments }
    return explanation
  }

  private static func integer(_ settings: Settings, _ name: String) throws(TopicError) -> Int {
    do throws(PredictionFailure) { return try settings.integer(name) } catch { throw .refused(error) }
  }

  private static func integers(_ settings: Settings, _ name: String) throws(TopicError) -> [Int] {
    do throws(PredictionFailure) {
      return try settings.integerList(name, minimum: 1)
    } catch {
      throw .refused(error)
    }
  }
}

/// A layer that another one has in its settings.
struct WrappedEntry {
  var definition: any LayerDefinition
  var settings: Settings

  /// Those of a wrapper, in the order of its arguments.
  static func all(in settings: Settings, of definition: any LayerDefinition) -> [WrappedEntry] {
    var entries: [WrappedEntry] = []
    for argument in definition.arguments where argument.value == .layer || argument.value == .layers {
      switch settings[argument.name] {
      case .list(let values): entries += values.compactMap { WrappedEntry($0) }
      case let value?: entries += [WrappedEntry(value)].compactMap { $0 }
      case nil: break
      }
    }
    return entries
  }

  /// Their definitions, each followed by those inside it. Settings are never nested deeper than a user can type.
  static func definitions(
    in settings: Settings, of definition: any LayerDefinition, depth: Int = 0
  ) -> [any LayerDefinition] {
    guard depth < 8 else { return [] }
    return all(in: settings, of: definition).flatMap { entry in
      [entry.definition] + definitions(in: entry.settings, of: entry.definition, depth: depth + 1)
    }
  }

  private init?(_ value: SettingValue) {
    guard let entry = value.dictionary, case .string(let className)? = entry["class_name"],
      let definition = LayerCatalog.definition(named: className)
    else { return nil }
    self.definition = definition
    settings = entry["config"]?.dictionary ?? [:]
  }
}
