import LayerCatalog

/// Explains one layer: each of its variables with symbols, numbers and purpose.
struct LayerExplainer {
  let definition: any LayerDefinition
  let settings: Settings
  let inputs: [TensorShape]
  let variables: LayerVariables
  private let outputs: [TensorShape]?
  /// Whether the settings come from a file, which has all of them, and not from a user.
  private let isStored: Bool
  /// The words of the classes inside a wrapper, and of those inside them, each class once.
  private let insiders: [(className: String, words: LayerExplanation)]

  /// - Throws: `TopicError.refused` for settings that no layer can have.
  init(
    _ definition: any LayerDefinition, settings: Settings, inputs: [TensorShape], isStored: Bool = false
  ) throws(TopicError) {
    self.isStored = isStored
    self.definition = definition
    self.settings = settings
    self.inputs = inputs
    var seen: Set<String> = []
    insiders = WrappedEntry.definitions(in: settings, of: definition)
      .filter { seen.insert($0.className).inserted }.map { ($0.className, $0.explanation) }
    do throws(PredictionFailure) {
      variables = try definition.variables(settings, inputs: inputs)
    } catch {
      if case .setting(let name) = error, settings[name] == nil { throw .missing(name) }
      throw .refused(error)
    }
    do throws(PredictionFailure) {
      outputs = try definition.outputs(settings, inputs: inputs)
    } catch .inputs(let expected) {
      throw .refused(.inputs(expected: expected))
    } catch {
      outputs = nil
    }
  }

  func explanation(topic: String, claim claimed: ClaimedCount?) -> Explanation {
    let words = definition.explanation
    let steps = steps
    let weights = steps.reduce(0) { $0 &+ $1.weights &+ $1.bias }
    let trainable = steps.reduce(weights) { $0 &+ $1.gammaBeta }
    let all = steps.reduce(trainable) { $0 &+ $1.moving }
    var explanation = Explanation(
      form: .layer, topic: topic, title: title, settings: shownSettings, purpose: words.purpose, steps: steps,
      counts: .init(weights: weights, trainable: trainable, all: all), conventions: conventions,
      general: general, symbols: inner?.symbols ?? words.symbols,
      multiplyAccumulates: multiplyAccumulates, notes: words.notes,
      mistakes: words.mistakes.map { .init(count: nil, text: $0) })
    if let claimed {
      explanation.claim = LayerClaims(
        definition: definition, settings: settings, inputs: inputs, variables: variables, outputs: outputs
      ).judge(claimed)
    }
    return explanation
  }

  /// The words of the layer inside a wrapper that has variables.
  private var inner: LayerExplanation? { insiders.first { !$0.words.variables.isEmpty }?.words }

  private var general: String {
    let count = definition.explanation.count
    return inner.map { "\(count): \($0.count)" } ?? count
  }

  /// `nil` for a layer without kernels, and where the input's size is not known.
  private var multiplyAccumulates: Int? {
    guard let outputs,
      let count = definition.multiplyAccumulates(settings, inputs: inputs, outputs: outputs), count > 0
    else { return nil }
    return count
  }

  // MARK: - Words

  /// As Python would write it: `Conv2D(filters=32, kernel_size=3, use_bias=False)`.
  private var title: String {
    let call = PythonCall.text(
      definition.className, settings: isStored ? PythonCall.telling(settings, of: definition) : settings)
    let shapes = inputs.filter { shape in shape.withoutBatch.contains { $0 != nil } }
    guard !shapes.isEmpty else { return call }
    let texts = shapes.map(text)
    return call + " on " + (Set(texts).count == 1 ? texts[0] : texts.joined(separator: " and "))
  }

  /// `224 x 224 x 3`, or `3 channels` where nothing else is known.
  private func text(_ shape: TensorShape) -> String {
    let extents = shape.withoutBatch
    let known = extents.compactMap { $0 }
    if known.count == 1, let count = known.first {
      let hasChannels = extents.count > 2 || definition.arguments.contains { $0.name == "kernel_size" }
      return "\(count) \(hasChannels ? "channel" : "feature")\(count == 1 ? "" : "s")"
    }
    return extents.map { $0.map(String.init) ?? "?" }.joined(separator: " x ")
  }

  private var shownSettings: Settings {
    var shown = settings
    if let shape = inputs.first {
      shown["input_shape"] = .list(shape.extents.map { $0.map { .integer($0) } ?? .null })
    }
    return shown
  }

  private var conventions: [Explanation.Convention] {
    guard definition.arguments.contains(where: { $0.name == "use_bias" }) else { return [] }
    return [false, true].compactMap { biases in
      var other = settings
      other["use_bias"] = .bool(biases)
      guard let variables = try? definition.variables(other, inputs: inputs).all else { return nil }
      let trainable = variables.filter(\.trainable).reduce(0) { $0 &+ $1.count }
      let all = variables.reduce(0) { $0 &+ $1.count }
      return .init(batchNormAfter: [], biases: biases, weights: trainable, trainable: trainable, all: all)
    }
  }

  // MARK: - Steps

  private var steps: [Explanation.Step] {
    let steps = steps(of: variables, prefix: "", part: nil, className: definition.className)
    return steps.isEmpty ? [.nothing(definition.className, "nothing to learn")] : steps
  }

  /// Parts that stand side by side (query, key; forward, backward) go in front of their variables' names.
  private func steps(
    of variables: LayerVariables, prefix: String, part: LayerPart?, className: String
  ) -> [Explanation.Step] {
    variables.own.map { step($0, prefix: prefix, part: part, className: className) }
      + variables.parts.flatMap { part in
        steps(
          of: part.variables, prefix: variables.parts.count > 1 ? prefix + part.legacyName + " " : prefix,
          part: part, className: part.className)
      }
  }

  private func step(
    _ variable: VariableSpecification, prefix: String, part: LayerPart?, className: String
  ) -> Explanation.Step {
    let words = explained(variable.role, part: part)
    var step = Explanation.Step(
      name: prefix + variable.role.rawValue, layer: className, formula: words?.formula ?? "",
      substituted: variable.formula, purpose: words?.purpose ?? "")
    switch variable.role {
    case _ where !variable.trainable: step.moving = variable.count
    case .gamma, .beta: step.gammaBeta = variable.count
    case .bias: step.bias = variable.count
    default: step.weights = variable.count
    }
    return step
  }

  /// The words of the layers inside go before those of the wrapper, which speak of an example.
  private func explained(_ role: VariableRole, part: LayerPart?) -> LayerExplanation.Variable? {
    let own = insiders.filter { $0.className == part?.className } + insiders
    for words in own.map(\.words) + [definition.explanation] {
      let fitting = words.variables.filter { $0.role == role }
      if let own = fitting.first(where: { $0.part != nil && $0.part == part?.legacyName }) { return own }
      if let general = fitting.first(where: { $0.part == nil }) { return general }
    }
    return nil
  }
}

/// A layer as Python writes its call.
enum PythonCall {
  /// Those of a file's settings that a reader would write down: known arguments that are not Keras' defaults.
  static func telling(_ settings: Settings, of definition: any LayerDefinition) -> Settings {
    var telling: Settings = [:]
    for argument in definition.arguments {
      guard let value = settings[argument.name], value != .null, !isDefault(value, of: argument) else {
        continue
      }
      telling[argument.name] = argument.value == .layer || argument.value == .layers ? inside(value) : value
    }
    return telling
  }

  /// A wrapped layer, or a list of them, without what a reader would not write down.
  private static func inside(_ value: SettingValue) -> SettingValue {
    if case .list(let values) = value { return .list(values.map(inside)) }
    guard let entry = value.dictionary, case .string(let className)? = entry["class_name"],
      let definition = LayerCatalog.definition(named: className)
    else { return value }
    let settings = telling(entry["config"]?.dictionary ?? [:], of: definition)
    return ["class_name": .string(className), "config": .dictionary(settings)]
  }

  private static func isDefault(_ value: SettingValue, of argument: LayerArgument) -> Bool {
    switch argument.value {
    case .flag(let flag): return value == .bool(flag)
    case .integer, .integers:
      guard ["strides", "dilation_rate", "groups", "depth_multiplier", "axis"].contains(argument.name) else {
        return false
      }
      if case .list(let values) = value { return values.allSatisfy { $0 == 1 } || values.count == 1 }
      return value == 1 || argument.name == "axis"
    case .text: return ["valid", "channels_last"].contains(value)
    case .layer, .layers: return false
    }
  }

  static func text(_ className: String, settings: Settings) -> String {
    let arguments = settings.keys.map { "\($0)=\(text(settings[$0] ?? .null))" }
    return "\(className)(\(arguments.joined(separator: ", ")))"
  }

  private static func text(_ value: SettingValue) -> String {
    switch value {
    case .null: return "None"
    case .bool(let flag): return flag ? "True" : "False"
    case .integer(let number): return String(number)
    case .number(let number): return "\(number)"
    case .string(let word): return "\"\(word)\""
    case .list(let values): return "(" + values.map(text).joined(separator: ", ") + ")"
    case .dictionary(let settings):
      if case .string(let className)? = settings["class_name"] {
        return self.text(className, settings: settings["config"]?.dictionary ?? [:])
      }
      return "{" + settings.keys.joined(separator: ", ") + "}"
    }
  }
}
