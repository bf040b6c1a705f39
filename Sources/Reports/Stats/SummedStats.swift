/// The figures of several variables taken as one, as far as those of each tell them.
struct SummedStats {
  var variables = 0
  var count = 0
  var finite = 0
  var nan = 0
  var infinite = 0
  var zero = 0
  var minimum: Double?
  var maximum: Double?
  private var sum = 0.0
  /// Of the squared differences from the mean.
  private var squares = 0.0

  init(_ reports: [StatsReport] = []) {
    for stats in reports { add(stats) }
  }

  var mean: Double? { finite > 0 ? sum / Double(finite) : nil }
  var standardDeviation: Double? { finite > 0 ? (squares / Double(finite)).squareRoot() : nil }

  mutating func add(_ stats: StatsReport) {
    variables += 1
    count &+= stats.count
    nan &+= stats.nan
    infinite &+= stats.infinite
    zero &+= stats.zero
    if let low = stats.minimum { minimum = min(minimum ?? low, low) }
    if let high = stats.maximum { maximum = max(maximum ?? high, high) }
    guard let mean = stats.mean, let deviation = stats.standardDeviation, stats.finite > 0 else { return }
    let number = Double(stats.finite)
    if finite > 0 {
      let difference = mean - sum / Double(finite)
      squares += difference * difference * (number * Double(finite) / (number + Double(finite)))
    }
    squares += deviation * deviation * number
    sum += mean * number
    finite &+= stats.finite
  }
}
