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
    try InvertedBottleneckTopic().described(block.settings, claim: claimed)
  }
}

extension InvertedBottleneckSpecification {
  /// The options that describe it.
  fileprivate var settings: Settings {
    func list(_ chosen: Set<Step>) -> SettingValue {
      let steps = Step.allCases.filter { chosen.contains($0) && (expand != nil || $0 != .expand) }
      return .string(steps.isEmpty ? "none" : steps.map(\.rawValue).joined(separator: ","))
    }
    var settings: Settings = [
      "in": .integer(input), "expand": expand.map { .integer($0) } ?? .null, "out": .integer(output),
      "kernel": .integer(kernel), "stride": .integer(stride),
      "squeeze": squeeze.map { .integer($0) } ?? .null, "batch_norm": list(batchNormAfter),
      "scale": .bool(scale), "center": .bool(center), "bias": list(biasIn),
    ]
    if let inputSize { settings["input_size"] = .list(inputSize.map { .integer($0) }) }
    return settings
  }
}
