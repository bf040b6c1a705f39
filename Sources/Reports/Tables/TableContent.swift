/// What a table of a report has a row for.
public enum TableContent: Hashable, Sendable {
  case layers
  case variables
  /// A variable with the figures of its values.
  case statistics

  var titles: [String] {
    switch self {
    case .layers: LayerRows.layerTitles
    case .variables: LayerRows.variableTitles
    case .statistics: StatsRows.titles
    }
  }

  func rows(of report: FileReport) -> [[String]] {
    switch self {
    case .layers: LayerRows.rows(of: report, variables: false)
    case .variables: LayerRows.rows(of: report, variables: true)
    case .statistics: StatsRows.rows(of: report)
    }
  }
}
