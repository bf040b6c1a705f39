import CNumerics

/// Rounding from a wider type of floating-point numbers to a narrower one, to the nearest, ties to even.
struct Rounding {
  /// Bits of the mantissa without the leading one, exponent of the smallest normal number, largest number.
  private struct Target {
    var mantissaBits: Int
    var smallestExponent: Int
    var largest: Double
  }

  private let target: Target
  /// The value before is the wider one.
  private let narrows: Bool

  /// - Returns: `nil` where both have the same width, or one is no floating-point number.
  init?(_ before: NumberFormat, _ after: NumberFormat) {
    guard before.epsilon > 0, after.epsilon > 0, before.epsilon != after.epsilon else { return nil }
    narrows = before.epsilon < after.epsilon
    switch narrows ? after : before {
    case .float32: target = Target(mantissaBits: 23, smallestExponent: -126, largest: 0x1.fffffep127)
    case .float16: target = Target(mantissaBits: 10, smallestExponent: -14, largest: 65504)
    case .bfloat16: target = Target(mantissaBits: 7, smallestExponent: -126, largest: 0x1.fep127)
    case .float8E4M3: target = Target(mantissaBits: 3, smallestExponent: -6, largest: 448)
    case .float8E5M2: target = Target(mantissaBits: 2, smallestExponent: -14, largest: 57344)
    default: return nil
    }
  }

  /// How many finite pairs of float32 values do not agree.
  func unrounded(_ before: UnsafeRawPointer, _ after: UnsafeRawPointer, _ count: Int) -> Int {
    var type = weightscope_narrow_type(
      mantissa_bits: Int32(target.mantissaBits), smallest_exponent: Int32(target.smallestExponent),
      largest: Float(target.largest))
    let (wide, narrow) = narrows ? (before, after) : (after, before)
    return Int(weightscope_unrounded(wide, narrow, count, &type))
  }

  func agree(_ before: Double, _ after: Double) -> Bool {
    let (wide, narrow) = narrows ? (before, after) : (after, before)
    if wide.isNaN || narrow.isNaN { return wide.isNaN && narrow.isNaN }
    return rounded(wide) == narrow
  }

  private func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != 0 else { return value }
    let exponent = max(Int(value.exponent), target.smallestExponent)
    let unit = Double(sign: .plus, exponent: exponent - target.mantissaBits, significand: 1)
    let result = (value / unit).rounded(.toNearestOrEven) * unit
    return abs(result) > target.largest ? (value < 0 ? -.infinity : .infinity) : result
  }
}
