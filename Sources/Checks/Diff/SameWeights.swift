/// Which files of a series hold the same weights, next to each other or not.
public struct SameWeights {
  /// By file: the first file of the series that is known to hold the same.
  private var firsts: [Int]
  private let steps: [ModelDifference?]

  /// - Parameter steps: what changed from each file to the next; `nil` where one of them could not be read.
  public init(_ steps: [ModelDifference?]) {
    self.steps = steps
    firsts = Array(0...steps.count)
    for (position, step) in steps.enumerated() where step?.isIdentical == true {
      firsts[position + 1] = firsts[position]
    }
  }

  /// Pairs of files that look the same from afar and are not known to be: somebody has to compare them.
  public var candidates: [(one: Int, other: Int)] {
    var seen: [Fingerprint: Int] = [:]
    var candidates: [(one: Int, other: Int)] = []
    for file in firsts.indices where firsts[file] == file {
      guard let fingerprint = fingerprint(of: file) else { continue }
      if let one = seen[fingerprint] { candidates.append((one, file)) } else { seen[fingerprint] = file }
    }
    return candidates
  }

  /// Takes in that two files hold the same.
  public mutating func join(_ one: Int, _ other: Int) {
    let (kept, left) = (min(firsts[one], firsts[other]), max(firsts[one], firsts[other]))
    for file in firsts.indices where firsts[file] == left { firsts[file] = kept }
  }

  /// Positions of files that hold the same weights, two at least, in their order.
  public var groups: [[Int]] {
    Dictionary(grouping: firsts.indices) { firsts[$0] }.values.filter { $0.count > 1 }
      .sorted { $0[0] < $1[0] }
  }

  private func fingerprint(of file: Int) -> Fingerprint? {
    let (earlier, later) = (file > 0 ? steps[file - 1] : nil, file < steps.count ? steps[file] : nil)
    return earlier?.fingerprints?.after ?? later?.fingerprints?.before
  }
}
