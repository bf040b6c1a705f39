import KerasModels
import LayerCatalog

/// A kind of block as a topic: from options, or as a file holds it.
protocol BlockTopic: ExplanationTopic {
  /// The kind of a file's blocks that it explains.
  var kind: Block.Kind { get }

  /// A file's block in the words of this topic.
  ///
  /// - Parameters:
  ///   - layers: the block's layers, and the parts of composite ones
  ///   - stored: what their variables add up to
  /// - Returns: `nil` where options of this topic do not describe it.
  func explanation(
    of block: StoredBlock, layers: [Layer], stored: StoredCounts, claim: ClaimedCount?
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
  var symbols: [LayerExplanation.Symbol] { get }

  /// The way of the channels, as titles show it.
  func widths(_ settings: Settings) -> String

  /// Fills in what follows from other options, and refuses what contradicts them.
  /// - Throws: `PredictionFailure.setting` with the option's name.
  func complete(_ settings: inout Settings) throws(PredictionFailure)

  /// Adds its steps.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure)

  /// What else should be known.
  func notes(_ block: CountedBlock) -> [String]

  /// The options that describe a file's block; `nil` where none do.
  func options(of block: StoredBlock, layers: [Layer]) -> Settings?

  /// What this topic calls a step by the block's own word.
  func step(named unit: String) -> String
}

extension PlannedBlockTopic {
  var takesBatchNorm: Bool { true }
  var hasBiases: Bool { false }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {}
  func notes(_ block: CountedBlock) -> [String] { BlockNotes.all(block) }
  func step(named unit: String) -> String { unit }

  var arguments: [LayerArgument] {
    let normalizations = [
      LayerArgument("batch_norm", .text, "all, none, or steps, with commas between"),
      LayerArgument("scale", .flag(true), "gamma"), LayerArgument("center", .flag(true), "beta"),
    ]
    return channels
      + [
        LayerArgument(
          "bias", .text, "all, none, or steps: which have a bias; \(hasBiases ? "all" : "none") unless given")
      ]
      + (takesBatchNorm ? normalizations : [])
      + [LayerArgument("input_size", .integers, "extents of the input, for multiply-accumulates")]
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

  private func described(
    _ given: Settings, claim: ClaimedCount?
  ) throws(PredictionFailure) -> Explanation {
    var settings = given
    for key in defaults.keys where settings[key] == nil { settings[key] = defaults[key] }
    try complete(&settings)
    let choices = try BlockChoices(settings, hasBiases: hasBiases)
    var plan = choices.plan
    try build(&plan, choices)
    let counted = plan.counted
    try choices.check(counted)
    let steps = counted.parts.filter(\.takesNormalization).map(\.step)
    let patterns = takesBatchNorm ? [steps, []] : []
    var explanation = Explanation(
      topic: name, title: title(settings, counted), settings: shown(settings), steps: try plan.steps(),
      counts: counted.counts, conventions: BlockNotes.conventions(counted, patterns: patterns),
      general: plan.general, symbols: symbols, multiplyAccumulates: plan.multiplyAccumulates,
      notes: notes(counted), mistakes: BlockNotes.mistakes(counted))
    if let claim { explanation.claim = BlockClaims(block: counted, patterns: patterns).judge(claim) }
    return explanation
  }

  func widths(_ settings: Settings) -> String {
    let widths = ["in", "expand", "filters", "out"].flatMap { settings[$0]?.channelCounts ?? [] }
    return widths.map(String.init).joined(separator: " -> ")
  }

  private func title(_ settings: Settings, _ block: CountedBlock) -> String {
    let kernel = settings["kernel"]?.exactInteger.map { ", \($0) x \($0)" } ?? ""
    let biased = block.parts.filter(\.hasBias).map(\.step)
    let all = block.parts.filter { $0.hasKernel && ($0.takesNormalization || $0.hasBias) }.map(\.step)
    let normalizations =
      takesBatchNorm
      ? BlockTitle.batchNorm(
        after: block.batchNormAfter, of: block.parts.filter(\.takesNormalization).map(\.step))
      : ""
    let biases = takesBatchNorm || biased != all ? BlockTitle.biases(in: biased, of: all) : ""
    return "\(title)   \(widths(settings))\(kernel)\(normalizations)\(biases)"
  }

  /// Every option, with null for those that were not given and have no value of their own.
  private func shown(_ settings: Settings) -> Settings {
    Settings(arguments.map { ($0.name, settings[$0.name] ?? .null) })
  }

  func explanation(
    of block: StoredBlock, layers: [Layer], stored: StoredCounts, claim: ClaimedCount?
  ) -> Explanation? {
    guard var options = options(of: block, layers: layers) else { return nil }
    func steps(_ units: [String]) -> SettingValue {
      .string(units.isEmpty ? "none" : units.map(step).joined(separator: ","))
    }
    options["bias"] = steps(block.bias)
    if takesBatchNorm {
      options["batch_norm"] = steps(block.batchNormAfter)
      options["scale"] = .bool(stored.gamma > 0 || stored.moving == 0)
      options["center"] = .bool(stored.beta > 0 || stored.moving == 0)
    }
    guard let explanation = try? described(options, claim: claim), explanation.counts == stored.counts else {
      return nil
    }
    return explanation
  }
}

extension SettingValue {
  /// One number of channels or several.
  fileprivate var channelCounts: [Int] {
    switch self {
    case .list(let values): values.compactMap(\.exactInteger)
    default: exactInteger.map { [$0] } ?? []
    }
  }
}
