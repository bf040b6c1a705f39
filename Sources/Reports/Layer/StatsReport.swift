/// Figures over the values of one variable.
///
/// Values are accumulated as 64-bit numbers in a fixed order, so that the same values give the same figures
/// whatever the container, the chunks and the number of threads.
public struct StatsReport: Hashable, Sendable {
  public var count: Int
  public var finite: Int
  public var nan: Int
  public var infinite: Int
  public var zero: Int
  /// Over the finite values, as are the figures below; `nil` if there is none.
  public var minimum: Double?
  public var maximum: Double?
  public var mean: Double?
  /// Of the population: the divisor is the count.
  public var standardDeviation: Double?
  public var l2: Double?
  /// Over the values as little-endian bytes of their own type, where it was asked for.
  public var sha256: String?
  /// How many of up to 4,096 evenly spaced values lie in each twelfth between minimum and maximum; for text only.
  public var histogram: [Int]
  /// What is suspicious about the values, the gravest first.
  public var remarks: [StatsRemark]

  public init(
    count: Int, finite: Int, nan: Int, infinite: Int, zero: Int, minimum: Double? = nil,
    maximum: Double? = nil,
    mean: Double? = nil, standardDeviation: Double? = nil, l2: Double? = nil, sha256: String? = nil,
    histogram: [Int] = [], remarks: [StatsRemark] = []
  ) {
    self.count = count
    self.finite = finite
    self.nan = nan
    self.infinite = infinite
    self.zero = zero
    self.minimum = minimum
    self.maximum = maximum
    self.mean = mean
    self.standardDeviation = standardDeviation
    self.l2 = l2
    self.sha256 = sha256
    self.histogram = histogram
    self.remarks = remarks
  }
}
