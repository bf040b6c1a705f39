import Checks
import KerasModels

extension StatsReport {
  init(_ figures: ValueFigures) {
    self.init(
      count: figures.count, finite: figures.finite, nan: figures.nan, infinite: figures.infinite,
      zero: figures.zero, minimum: figures.minimum, maximum: figures.maximum, mean: figures.mean,
      standardDeviation: figures.standardDeviation, l2: figures.l2, sha256: figures.sha256,
      histogram: figures.histogram)
  }
}

extension StatsRemark {
  init(_ finding: ValueFinding) {
    let severity: Severity =
      switch finding.severity {
      case .info: .info
      case .warn: .warn
      case .danger: .danger
      }
    self.init(id: finding.id, severity: severity, message: finding.message)
  }
}

extension FileReport {
  /// Takes in the figures of the variables' values, and what the rules say of them.
  public mutating func take(_ statistics: ModelStatistics, of model: Model) {
    for index in layers.indices where statistics.figures.indices.contains(index) {
      let figures = statistics.figures[index]
      for position in layers[index].variables.indices where figures.indices.contains(position) {
        layers[index].variables[position].stats = figures[position].map(StatsReport.init)
      }
    }
    for finding in ValueRules.findings(in: model, statistics) where layers.indices.contains(finding.layer) {
      for position in finding.variables where layers[finding.layer].variables.indices.contains(position) {
        layers[finding.layer].variables[position].stats?.remarks.append(StatsRemark(finding))
      }
    }
    notes += statistics.notes
    if !statistics.notes.isEmpty { status = .partial }
  }
}
