extension Explanation {
  /// What a claimed number can be a count of.
  public struct Claim: Hashable, Sendable {
    public var claimed: ClaimedCount
    /// Whether it is a right count of the thing as specified, in some convention.
    public var isRight: Bool
    /// Every way to come to the number that is known, the plainest first.
    public var readings: [Reading]
  }

  /// One way to come to a number.
  public struct Reading: Hashable, Sendable {
    /// What is counted by which convention.
    public enum Convention: String, Hashable, Sendable {
      /// Kernels and biases.
      case weights
      /// With gamma and beta.
      case trainable
      /// With the moving statistics.
      case all
      /// The moving statistics alone.
      case nonTrainable = "non-trainable"
      case multiplyAccumulates = "multiply-accumulates"
      case floatingPointOperations = "flops"
      case bytes
    }

    /// A sentence without its full stop.
    public var reading: String
    public var count: Int
    /// Whether nothing is counted wrongly: the number is right, for this thing or for one that the reading names.
    public var isRight: Bool
    public var convention: Convention
    /// Mistakes that it takes, then choices in which it leaves what was asked about.
    var cost: Cost

    /// Whether it is a right count of the very thing that was asked about.
    public var isAsSpecified: Bool { cost == Cost() }
  }
}

extension Explanation.Reading {
  struct Cost: Hashable, Sendable, Comparable {
    var mistakes = 0
    var differences = 0

    static func < (one: Self, other: Self) -> Bool {
      (one.mistakes, one.differences) < (other.mistakes, other.differences)
    }
  }
}

extension Explanation.Claim {
  /// The readings in order of their plainness, each sentence once.
  init(_ claimed: ClaimedCount, readings: [Explanation.Reading]) {
    self.claimed = claimed
    var seen: Set<String> = []
    self.readings = readings.enumerated()
      .sorted { ($0.element.cost, $0.offset) < ($1.element.cost, $1.offset) }
      .map(\.element)
      .filter { seen.insert("\($0.count) \($0.reading)").inserted }
    isRight = readings.contains(where: \.isAsSpecified)
  }
}
