import LayerCatalog

extension Explanation {
  /// A bottleneck of ResNet: `explain resnet-bottleneck --in 256 --filters 64`.
  /// - Parameter claimed: a number to be judged
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  public static func residualBottleneck(
    _ block: ResidualBottleneckSpecification, claim claimed: ClaimedCount? = nil
  ) throws(PredictionFailure) -> Explanation {
    let plan = try BlockPlan(block)
    let counted = plan.counted
    let all = block.steps.map(\.rawValue)
    var explanation = Explanation(
      topic: "resnet-bottleneck", title: title(block), settings: settings(block), steps: try plan.steps(),
      counts: counted.counts, conventions: BlockNotes.conventions(counted, patterns: [all, []]),
      general: plan.general,
      symbols: [
        .init("c", "channels in"), .init("f", "filters of the narrow part"), .init("o", "channels out"),
        .init("k", "side of the middle kernel"),
      ], multiplyAccumulates: plan.multiplyAccumulates,
      notes: BlockNotes.all(counted) + [
        "keras.applications has biases in all of them (76,928 parameters in conv2_block1 of ResNet50); the paper and "
          + "torchvision have none.",
        "The stride is in the first 1 x 1 convolution here, as in keras.applications; \"ResNet v1.5\" has it in the "
          + "3 x 3. Counts of parameters are the same, multiply-accumulates are not.",
      ], mistakes: BlockNotes.mistakes(counted))
    if let claimed {
      explanation.claim = BlockClaims(
        block: counted, variants: try variants(block), patterns: [all, []]
      ).judge(claimed)
    }
    return explanation
  }

  private static func variants(
    _ block: ResidualBottleneckSpecification
  ) throws(PredictionFailure) -> [BlockClaims.Variant] {
    guard block.hasProjection else { return [] }
    var identity = block
    identity.hasProjection = false
    identity.input = block.output
    identity.stride = 1
    return [
      .init(
        words: "a later block of the stage, whose input is added as it is, --in \(block.output)",
        block: try BlockPlan(identity).counted)
    ]
  }

  private static func title(_ block: ResidualBottleneckSpecification) -> String {
    let all = block.steps.map(\.rawValue)
    return
      "ResNet bottleneck   \(block.input) -> \(block.filters) -> \(block.filters) -> \(block.output), "
      + "\(block.kernel) x \(block.kernel) in the middle, "
      + (block.hasProjection ? "projection on the shortcut" : "identity shortcut")
      + BlockTitle.batchNorm(
        after: block.steps.filter(block.batchNormAfter.contains).map(\.rawValue), of: all)
      + BlockTitle.biases(in: block.steps.filter(block.biasIn.contains).map(\.rawValue), of: all)
  }

  private static func settings(_ block: ResidualBottleneckSpecification) -> Settings {
    func steps(_ chosen: Set<ResidualBottleneckSpecification.Step>) -> SettingValue {
      .list(block.steps.filter(chosen.contains).map { .string($0.rawValue) })
    }
    return [
      "in": .integer(block.input), "filters": .integer(block.filters), "out": .integer(block.output),
      "kernel": .integer(block.kernel), "stride": .integer(block.stride),
      "shortcut": block.hasProjection ? "projection" : "identity",
      "batch_norm": steps(block.batchNormAfter), "scale": .bool(block.scale), "center": .bool(block.center),
      "bias": steps(block.biasIn),
      "input_size": block.inputSize.map { .list($0.map { .integer($0) }) } ?? .null,
    ]
  }
}
