/// What changed along a series of files.
public struct SeriesReport: Hashable, Sendable {
  /// From each file to the next.
  public var steps: [DiffReport]
  /// Positions of files that hold the same weights, next to each other or not; empty where no two do.
  public var sameWeights: [[Int]]

  public init(steps: [DiffReport], sameWeights: [[Int]] = []) {
    self.steps = steps
    self.sameWeights = sameWeights
  }

  /// The path of a file of the series.
  func path(of file: Int) -> String? {
    file == 0 ? steps.first?.before.path : steps.at(file - 1)?.after.path
  }
}
