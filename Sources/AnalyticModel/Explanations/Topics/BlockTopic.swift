import KerasModels
import LayerCatalog

/// A kind of block as a topic: from options, or as a file holds it.
protocol BlockTopic: ExplanationTopic {
  /// The kind of a file's blocks that it explains.
  var kind: Block.Kind { get }

  /// A file's block in the words of this topic.
  ///
  /// - Parameters:
  ///   - parts: the block's layers, and what feeds what among them
  ///   - stored: what their variables add up to
  /// - Returns: `nil` where options of this topic do not describe it.
  func explanation(
    of block: StoredBlock, parts: StoredBlockParts, stored: StoredCounts, claim: ClaimedCount?
  ) -> Explanation?
}

/// A block topic that is put together step by step: what it says of itself, and everything else follows.
///
/// A kind of block is one file; `ExplanationTopics.kinds` lists them.
protocol PlannedBlockTopic: BlockTopic {
  /// What titles call it: `Depthwise-separable block`.
  var title: String { get }
  /// The options that are its own, without those that say which of its steps have normalizations and biases.
  var channels: [LayerArgument] { get }
  /// Values of options that are not given.
  var defaults: Settings { get }
  /// Whether batch normalizations can follow its steps.
  var takesBatchNorm: Bool { get }
  /// Whether its steps have biases unless options say otherwise.
  var hasBiases: Bool { get }
  /// The letters of its formula; those that a choice of options leaves unused are not shown.
  var symbols: [LayerExplanation.Symbol] { get }

  /// A title with channels and kernel.
  func heading(_ settings: Settings) -> String

  /// Fills in what follows from other options, and refuses what contradicts them.
  /// - Throws: `PredictionFailure.setting` with the option's name.
  func complete(_ settings: inout Settings) throws(PredictionFailure)

  /// Adds its steps.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure)

  /// The choices that networks make of the steps that a batch normalization follows.
  ///
  /// - Parameter steps: those that one can follow
  func patterns(_ steps: [String]) -> [[String]]

  /// Blocks that are mistaken for this one: what each is, and the options that make it.
  func relatives(_ settings: Settings) -> [(words: String, settings: Settings)]

  /// What else should be known.
  func notes(_ block: CountedBlock) -> [String]

  /// The options that describe a file's block; `nil` where none do.
  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings?

  /// What this topic calls a step by the block's own word.
  func step(named unit: String) -> String
}

extension PlannedBlockTopic {
  var takesBatchNorm: Bool { true }
  var hasBiases: Bool { false }

  func heading(_ settings: Settings) -> String {
    "\(title)   \(BlockTitle.channels(settings, "in", "expand", "filters", "out"))\(BlockTitle.kernel(settings))"
  }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {}
  func patterns(_ steps: [String]) -> [[String]] { [steps, []] }
  func relatives(_ settings: Settings) -> [(words: String, settings: Settings)] { [] }
  func notes(_ block: CountedBlock) -> [String] { BlockNotes.all(block) }
  func step(named unit: String) -> String { unit }

  var arguments: [LayerArgument] {
    let normalizations = [
      LayerArgument("batch_norm", .text, "all, none, or steps, with commas between"),
      LayerArgument("scale", .flag(true), "gamma"), LayerArgument("center", .flag(true), "beta"),
    ]
    let biases = "all, none, or steps: which have a bias; \(hasBiases ? "all" : "none") unless given"
    return channels + (takesBatchNorm ? normalizations : []) + [
      LayerArgument("bias", .text, biases),
      LayerArgument("input_size", .integers, "extents of the input, for multiply-accumulates"),
    ]
  }

  func explanation(_ given: Settings, claim: ClaimedCount?) throws(TopicError) -> Explanation {
    do throws(PredictionFailure) {
      var explanation = try described(given.isEmpty ? example : given, claim: claim)
      if given.isEmpty { explanation.options = arguments }
      return explanation
    } catch {
      throw .refused(error)
    }
  }

  /// - Throws: `PredictionFailure` for settings that no such block can have.
  func described(_ given: Settings, claim: ClaimedCount?) throws(PredictionFailure) -> Explanation {
    let (settings, plan) = try planned(given)
    let counted = plan.counted
    let patterns = takesBatchNorm ? patterns(counted.parts.filter(\.takesNormalization).map(\.step)) : []
    var explanation = Explanation(
      topic: name, title: title(settings, counted), settings: shown(settings, counted),
      steps: try plan.steps(), counts: counted.counts,
      conventions: BlockNotes.conventions(counted, patterns: patterns), general: plan.general,
      symbols: symbols.filter { plan.uses($0.letter) }, multiplyAccumulates: plan.multiplyAccumulates,
      notes: notes(counted), mistakes: BlockNotes.mistakes(counted))
    if let claim {
      var variants: [BlockClaims.Variant] = []
      for relative in relatives(settings) {
        variants.append(.init(words: relative.words, block: try planned(relative.settings).plan.counted))
      }
      explanation.claim = BlockClaims(block: counted, variants: variants, patterns: patterns).judge(claim)
    }
    return explanation
  }

  private func planned(
    _ given: Settings
  ) throws(PredictionFailure) -> (settings: Settings, plan: BlockPlan) {
    var settings = given
    for key in defaults.keys where settings[key] == nil { settings[key] = defaults[key] }
    try complete(&settings)
    let choices = try BlockChoices(settings, hasBiases: hasBiases)
    var plan = choices.plan
    try build(&plan, choices)
    try choices.check(plan.counted)
    return (settings, plan)
  }

  private func title(_ settings: Settings, _ block: CountedBlock) -> String {
    let normalizations = BlockTitle.batchNorm(
      after: block.batchNormAfter, of: block.parts.filter(\.takesNormalization).map(\.step))
    let choosable = block.parts.filter(\.takesBias)
    let biased = choosable.filter(\.hasBias).map(\.step)
    let biases = BlockTitle.biases(in: biased, of: choosable.map(\.step))
    return heading(settings)
      + (takesBatchNorm ? normalizations + biases : biased.count == choosable.count ? "" : biases)
  }

  /// Every option by which the block was put together; null for those that it has no use for.
  private func shown(_ settings: Settings, _ block: CountedBlock) -> Settings {
    var shown = Settings(arguments.map { ($0.name, settings[$0.name] ?? .null) })
    func list(_ steps: [String]) -> SettingValue { .list(steps.map { .string($0) }) }
    shown["bias"] = list(block.parts.filter { $0.takesBias && $0.hasBias }.map(\.step))
    if takesBatchNorm {
      shown["batch_norm"] = list(block.batchNormAfter)
      shown["scale"] = .bool(block.hasGamma)
      shown["center"] = .bool(block.hasBeta)
    }
    return shown
  }

  func explanation(
    of block: StoredBlock, parts: StoredBlockParts, stored: StoredCounts, claim: ClaimedCount?
  ) -> Explanation? {
    guard var options = options(of: block, parts: parts) else { return nil }
    func steps(_ units: [String]) -> SettingValue {
      .string(units.isEmpty ? "none" : units.map(step).joined(separator: ","))
    }
    options["bias"] = options["bias"] ?? steps(block.bias)
    if takesBatchNorm {
      options["batch_norm"] = options["batch_norm"] ?? steps(block.batchNormAfter)
      options["scale"] = .bool(stored.gamma > 0 || stored.moving == 0)
      options["center"] = .bool(stored.beta > 0 || stored.moving == 0)
    }
    guard let explanation = try? described(options, claim: claim), explanation.counts == stored.counts else {
      return nil
    }
    return explanation
  }
}
