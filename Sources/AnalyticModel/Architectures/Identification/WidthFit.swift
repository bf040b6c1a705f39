/// The values of a width multiplier that give the numbers of channels that a file has.
///
/// Channels are rounded, so a file never tells more than an interval.
struct WidthFit: Hashable {
  /// The value to name: a published one where the interval holds one, else the shortest number in it.
  var value: Double
  /// Ends of the interval, in steps of a ten-thousandth.
  var lowest: Double
  var highest: Double

  private static let stepsPerUnit = 10_000
  private static let largest = 10 * stepsPerUnit

  /// - Parameters:
  ///   - published: the values for which weights are published
  ///   - stored: the numbers of outputs of the layers that show the multiplier
  ///   - channelsOfWidth: these numbers for a value of the multiplier, none of which falls as it grows
  /// - Returns: `nil` where no value gives them all.
  init?(_ published: [Double], stored: [Int], channels channelsOfWidth: (Double) -> [Int]) {
    func channels(_ step: Int) -> [Int] { channelsOfWidth(Double(step) / Double(Self.stepsPerUnit)) }
    // Channels never fall as the multiplier grows, so both ends are found by halving.
    let first = Self.firstStep { step in zip(channels(step), stored).allSatisfy { $0 >= $1 } }
    let beyond = Self.firstStep { step in zip(channels(step), stored).contains { $0 > $1 } }
    guard first < beyond, channels(first) == stored else { return nil }
    lowest = Double(first) / Double(Self.stepsPerUnit)
    highest = Double(beyond - 1) / Double(Self.stepsPerUnit)
    let interval = lowest...highest
    value = published.first(where: interval.contains) ?? Self.shortest(first, beyond - 1)
  }

  /// As above, where one of the layers has been altered: the fits to all numbers but one.
  static func ignoringOne(
    _ published: [Double], stored: [Int], channels: (Double) -> [Int]
  ) -> [WidthFit] {
    var fits: [WidthFit] = []
    for left in stored.indices {
      var others = stored
      others.remove(at: left)
      let fit = WidthFit(published, stored: others) { value in
        var all = channels(value)
        all.remove(at: left)
        return all
      }
      if let fit, !fits.contains(fit) { fits.append(fit) }
    }
    return fits
  }

  /// The first step at which a condition holds that then stays true; one beyond the largest where it never does.
  private static func firstStep(where holds: (Int) -> Bool) -> Int {
    var low = 1
    var high = largest + 1
    while low < high {
      let middle = (low + high) / 2
      if holds(middle) { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// The number with the fewest decimals, nearest to the middle.
  private static func shortest(_ first: Int, _ last: Int) -> Double {
    let middle = (first + last) / 2
    for decimal in [10_000, 1_000, 100, 10] {
      let below = middle / decimal * decimal
      let candidates = [below, below + decimal].filter { (first...last).contains($0) && $0 > 0 }
      if let nearest = candidates.min(by: { abs($0 - middle) < abs($1 - middle) }) {
        return Double(nearest) / Double(stepsPerUnit)
      }
    }
    return Double(middle) / Double(stepsPerUnit)
  }
}
