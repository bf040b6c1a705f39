/// What several children decode at once: each as many bytes as the others, about, of datasets that follow each other.
public struct DecodingShares: Sendable {
  /// Bytes below which another child would take longer to start than it saves.
  private static let leastBytes = 512 << 10

  /// Positions of datasets, share by share.
  public let shares: [[Int]]

  /// - Parameters:
  ///   - datasets: positions of datasets of one file, in the order in which they are to be read.
  ///   - bytes: by position, of a dataset's values.
  ///   - most: shares that are wanted at most.
  public init(_ datasets: [Int], most: Int, bytes: (Int) -> Int) {
    let all = datasets.reduce(0) { $0.addingClamping(bytes($1)) }
    let count = max(1, min(most, all / DecodingShares.leastBytes))
    var shares: [[Int]] = [[]]
    var done = 0
    for dataset in datasets {
      // A share ends where its part of all bytes does.
      if shares.count < count, done / shares.count >= all / count { shares.append([]) }
      shares[shares.count - 1].append(dataset)
      done = done.addingClamping(bytes(dataset))
    }
    self.shares = shares.filter { !$0.isEmpty }
  }
}

extension Int {
  fileprivate func addingClamping(_ other: Int) -> Int {
    let (sum, overflows) = addingReportingOverflow(other)
    return overflows ? .max : sum
  }
}
