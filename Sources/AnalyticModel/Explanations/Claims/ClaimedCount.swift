/// A number that somebody claims: `3402`, `3,402`, `3.4M`, `300M`. A rounded one claims every count that rounds to it.
public struct ClaimedCount: Hashable, Sendable {
  /// As it was written.
  public var text: String
  public var value: Int
  /// The counts that round to it; one number where it is exact.
  public var range: ClosedRange<Int>
  /// The counts that give it when digits are cut off in place of being rounded.
  public var cutOffRange: ClosedRange<Int>

  public var isExact: Bool { range.lowerBound == range.upperBound }

  /// `nil` for what is no such number, or a number above 10^15.
  public init?(_ text: String) {
    var bytes = Array(text.utf8.filter { $0 != UInt8(ascii: ",") && $0 != UInt8(ascii: "_") })
    let factor: Int
    switch bytes.last {
    case UInt8(ascii: "k"), UInt8(ascii: "K"): factor = 1000
    case UInt8(ascii: "m"), UInt8(ascii: "M"): factor = 1_000_000
    case UInt8(ascii: "g"), UInt8(ascii: "G"), UInt8(ascii: "b"), UInt8(ascii: "B"): factor = 1_000_000_000
    default: factor = 1
    }
    if factor > 1 { bytes.removeLast() }
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
    let halves = bytes.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard (1...2).contains(halves.count), let whole = ClaimedCount.number(halves[0]),
      whole <= ClaimedCount.largest / factor
    else { return nil }
    self.text = text
    var unit = factor
    value = whole * factor
    if halves.count == 2 {
      guard factor > 1, let fraction = ClaimedCount.number(halves[1]) else { return nil }
      for _ in halves[1] {
        guard unit % 10 == 0 else { return nil }
        unit /= 10
      }
      value += fraction * unit
    } else if factor > 1 {
      // The noughts of 300M hold places: nobody counts to a million exactly.
      var digits = whole
      while digits > 0, digits % 10 == 0 {
        digits /= 10
        unit *= 10
      }
    }
    guard value <= ClaimedCount.largest else { return nil }
    guard factor > 1 else {
      range = value...value
      cutOffRange = range
      return
    }
    range = max(0, value - unit / 2)...(value + max(0, (unit - 1) / 2))
    cutOffRange = value...(value + unit - 1)
  }

  private static let largest = 1_000_000_000_000_000

  /// Up to sixteen digits, which are far below the end of `Int`.
  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    guard !digits.isEmpty, digits.count <= 16 else { return nil }
    var number = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return number
  }
}
