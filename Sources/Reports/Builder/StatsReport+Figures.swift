import Checks

extension StatsReport {
  init(_ figures: ValueFigures) {
    self.init(
      count: figures.count, finite: figures.finite, nan: figures.nan, infinite: figures.infinite,
      zero: figures.zero, minimum: figures.minimum, maximum: figures.maximum, mean: figures.mean,
      standardDeviation: figures.standardDeviation, l2: figures.l2, sha256: figures.sha256,
      histogram: figures.histogram)
  }
}

extension FileReport {
  /// Takes in the figures of the variables' values.
  public mutating func take(_ statistics: ModelStatistics) {
    for index in layers.indices where statistics.figures.indices.contains(index) {
      let figures = statistics.figures[index]
      for position in layers[index].variables.indices where figures.indices.contains(position) {
        layers[index].variables[position].stats = figures[position].map(StatsReport.init)
      }
    }
    notes += statistics.notes
    if !statistics.notes.isEmpty { status = .partial }
  }
}
