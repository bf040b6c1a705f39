import LayerCatalog

extension Explanation {
  /// An inverted bottleneck: `explain inverted-bottleneck --in 3 --expand 18 --out 18`.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  public static func invertedBottleneck(
    in input: Int, expand: Int?, out output: Int
  ) throws(PredictionFailure) -> Explanation {
    try invertedBottleneck(InvertedBottleneckSpecification(input: input, expand: expand, output: output))
  }

  /// - Parameter claimed: a number to be judged
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  public static func invertedBottleneck(
    _ block: InvertedBottleneckSpecification, claim claimed: ClaimedCount? = nil
  ) throws(PredictionFailure) -> Explanation {
    let plan = try BlockPlan(block)
    let counted = plan.counted
    let patterns = patterns(block)
    var explanation = Explanation(
      topic: "inverted-bottleneck", title: title(block), settings: settings(block), steps: try plan.steps(),
      counts: counted.counts, conventions: BlockNotes.conventions(counted, patterns: patterns),
      general: plan.general, symbols: symbols(block), multiplyAccumulates: plan.multiplyAccumulates,
      notes: BlockNotes.all(counted), mistakes: BlockNotes.mistakes(counted))
    if let claimed {
      explanation.claim = BlockClaims(
        block: counted, variants: try variants(block), patterns: patterns
      ).judge(claimed)
    }
    return explanation
  }

  /// The choices that networks make, from a normalization after each convolution to none.
  private static func patterns(_ block: InvertedBottleneckSpecification) -> [[String]] {
    let steps = block.steps.map(\.rawValue)
    return steps.indices.map { Array(steps[$0...]) }.filter { $0 != ["project"] }
      + [["depthwise"], []]
  }

  /// Blocks that are mistaken for one another.
  private static func variants(
    _ block: InvertedBottleneckSpecification
  ) throws(PredictionFailure) -> [BlockClaims.Variant] {
    var variants: [BlockClaims.Variant] = []
    if block.output != block.input {
      var back = block
      back.output = block.input
      variants.append(
        .init(
          words: "a block that projects back to its input's \(block.input) channels, --out \(block.input)",
          block: try BlockPlan(back).counted))
    }
    if block.squeeze != nil {
      var plain = block
      plain.squeeze = nil
      variants.append(
        .init(words: "the block without squeeze-and-excite", block: try BlockPlan(plain).counted))
    }
    if block.expand != nil {
      var narrow = block
      narrow.expand = nil
      variants.append(.init(words: "the block without expansion", block: try BlockPlan(narrow).counted))
    }
    return variants
  }

  private static func title(_ block: InvertedBottleneckSpecification) -> String {
    let channels = [block.input, block.expand, block.output].compactMap { $0.map(String.init) }
    let all = block.steps.map(\.rawValue)
    let squeeze = block.squeeze.map { ", squeeze-and-excite to \($0)" } ?? ""
    return
      "Inverted bottleneck   \(channels.joined(separator: " -> ")), \(block.kernel) x \(block.kernel) depthwise"
      + squeeze
      + BlockTitle.batchNorm(
        after: block.steps.filter(block.batchNormAfter.contains).map(\.rawValue), of: all)
      + BlockTitle.biases(in: block.steps.filter(block.biasIn.contains).map(\.rawValue), of: all)
  }

  private static func symbols(_ block: InvertedBottleneckSpecification) -> [LayerExplanation.Symbol] {
    [
      .init("c", "channels in"), block.expand == nil ? nil : .init("e", "expanded channels"),
      .init("o", "channels out"), .init("k", "side of the depthwise kernel"),
      block.squeeze == nil ? nil : .init("s", "reduced width of squeeze-and-excite"),
    ].compactMap { $0 }
  }

  private static func settings(_ block: InvertedBottleneckSpecification) -> Settings {
    func steps(_ chosen: Set<InvertedBottleneckSpecification.Step>) -> SettingValue {
      .list(block.steps.filter(chosen.contains).map { .string($0.rawValue) })
    }
    return [
      "in": .integer(block.input), "expand": block.expand.map { .integer($0) } ?? .null,
      "out": .integer(block.output), "kernel": .integer(block.kernel), "stride": .integer(block.stride),
      "batch_norm": steps(block.batchNormAfter), "scale": .bool(block.scale), "center": .bool(block.center),
      "bias": steps(block.biasIn), "squeeze": block.squeeze.map { .integer($0) } ?? .null,
      "input_size": block.inputSize.map { .list($0.map { .integer($0) }) } ?? .null,
    ]
  }
}
