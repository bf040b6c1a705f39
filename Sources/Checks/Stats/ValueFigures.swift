/// Figures over the values of one variable.
///
/// Minimum to L2 norm are over the finite values, and `nil` where there is none.
public struct ValueFigures: Hashable, Sendable {
  /// Columns of the histogram.
  public static let histogramColumns = 12
  /// Values nearer to zero than this are counted as nearly zero.
  public static let smallest = 1e-3

  public var count: Int
  public var nan: Int
  public var infinite: Int
  public var zero: Int
  /// Positions of the first value that is NaN and of the first that is infinite, in row-major order.
  public var firstNaN: Int?
  public var firstInfinite: Int?
  public var minimum: Double?
  public var maximum: Double?
  public var mean: Double?
  /// Of the population: the divisor is the number of finite values.
  public var standardDeviation: Double?
  public var l2: Double?
  /// Over the values as little-endian bytes of their own type, in 64 hexadecimal digits; `nil` where not asked for.
  public var sha256: String?
  /// How many of up to 4,096 evenly spaced values lie in each twelfth between minimum and maximum; empty where all
  /// values are equal.
  public var histogram: [Int] = []
  /// The share of these values that are smaller than `smallest` in magnitude; `nil` where none is finite.
  public var nearlyZeroShare: Double?

  /// Output channels of a kernel in which every value is zero; `nil` where it has too few zeros for one.
  public var zeroChannels: Int?

  public var finite: Int { count - nan - infinite }

  init(_ moments: Moments, sample: [Double], sha256: String?) {
    count = moments.count
    nan = moments.nan
    infinite = moments.infinite
    zero = moments.zero
    firstNaN = moments.firstNaN
    firstInfinite = moments.firstInfinite
    self.sha256 = sha256
    guard moments.finite > 0 else { return }
    // Minus zero is zero.
    let (low, high) = (moments.minimum + 0, moments.maximum + 0)
    minimum = low
    maximum = high
    let finite = Double(moments.finite)
    if low == high {
      // Adding up and dividing may miss what all of them are.
      mean = low
      standardDeviation = 0
      l2 = abs(low) * finite.squareRoot()
    } else {
      mean = moments.sum / finite
      standardDeviation = (moments.squares / finite).squareRoot()
      l2 = (moments.squares + moments.sum * (moments.sum / finite)).squareRoot()
    }
    take(sample, from: low, to: high)
  }

  /// The figures that are made of a part of the values.
  private mutating func take(_ sample: [Double], from low: Double, to high: Double) {
    var known = 0
    var nearlyZero = 0
    for value in sample where value.isFinite {
      known += 1
      if abs(value) < ValueFigures.smallest { nearlyZero += 1 }
    }
    guard known > 0 else { return }
    nearlyZeroShare = Double(nearlyZero) / Double(known)
    let width = high - low
    guard width > 0, width.isFinite else { return }
    histogram = [Int](repeating: 0, count: ValueFigures.histogramColumns)
    let columns = Double(ValueFigures.histogramColumns)
    // Divided first: the inverse of a tiny width is infinite.
    for value in sample where value.isFinite {
      histogram[min(ValueFigures.histogramColumns - 1, max(0, Int((value - low) / width * columns)))] += 1
    }
  }
}
