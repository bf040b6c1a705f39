import KerasModels

/// All rules, the gravest first.
public enum ValueRules {
  static let all: [any ValueRule] = [
    NotANumberRule(), InfinityRule(), NegativeVarianceRule(), AllZeroRule(), AllEqualRule(),
    DeadChannelsRule(), UntouchedStatisticsRule(), ZeroVarianceRule(), SmallGammaRule(), FreshKernelRule(),
    OrthogonalKernelRule(),
  ]

  /// The words of a rule.
  public static func title(of id: String) -> String? { all.first { $0.id == id }?.title }
  public static func why(of id: String) -> String? { all.first { $0.id == id }?.why }

  /// What all rules find in a model, the gravest first, then in the order of the rules and layers.
  public static func findings(in model: Model, _ statistics: ModelStatistics) -> [ValueFinding] {
    var byRule = [[ValueFinding]](repeating: [], count: all.count)
    for (index, layer) in model.layers.enumerated() where statistics.figures.indices.contains(index) {
      let figures = statistics.figures[index]
      let measured = layer.variables.indices.compactMap { position -> MeasuredLayer.Measured? in
        // A variable that stands in several places is looked at in the first.
        guard figures.indices.contains(position), let value = figures[position], value.count > 0,
          layer.variables[position].sameAs == nil
        else { return nil }
        return MeasuredLayer.Measured(index: position, variable: layer.variables[position], figures: value)
      }
      guard !measured.isEmpty else { continue }
      let subject = MeasuredLayer(index: index, layer: layer, variables: measured)
      for (rule, position) in zip(all, byRule.indices) { byRule[position] += rule.findings(in: subject) }
    }
    let found = byRule.flatMap { $0 }
    return [.danger, .warn, .info].flatMap { severity in found.filter { $0.severity == severity } }
  }
}
