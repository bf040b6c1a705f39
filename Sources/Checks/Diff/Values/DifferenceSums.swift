import CNumerics

/// What is kept of pairs of values, so that sums over pieces give those over the whole.
struct DifferenceSums: Hashable, Sendable {
  /// Sums of products of the finite pairs: of the value before with itself, of the value after with itself, of both, and
  /// of the difference with itself.
  var before = 0.0
  var after = 0.0
  var both = 0.0
  var squares = 0.0
  /// The largest difference of a finite pair.
  var largest = 0.0
  /// Pairs that are not equal; a NaN equals a NaN.
  var changed = 0
  /// Pairs in which the wider value, rounded to the type of the other, is not the other.
  var unrounded = 0
  var nanBefore = 0
  var nanAfter = 0
  var count = 0

  static func += (one: inout DifferenceSums, other: DifferenceSums) {
    one.before += other.before
    one.after += other.after
    one.both += other.both
    one.squares += other.squares
    one.largest = max(one.largest, other.largest)
    one.changed += other.changed
    one.unrounded += other.unrounded
    one.nanBefore += other.nanBefore
    one.nanAfter += other.nanAfter
    one.count += other.count
  }

  /// The length of the difference over that of what was before; `nil` where that is 0.
  var relativeL2: Double? {
    if squares == 0 { return 0 }
    return before > 0 ? finite((squares / before).squareRoot()) : nil
  }

  /// Of the angle between both; `nil` where one of them is 0.
  var cosine: Double? {
    guard before > 0, after > 0 else { return nil }
    if changed == 0 { return 1 }
    // Rounding may carry it over 1.
    return finite(both / (before.squareRoot() * after.squareRoot())).map { min(1, max(-1, $0)) }
  }

  private func finite(_ number: Double) -> Double? { number.isFinite ? number : nil }
}

/// The values of a leaf before and after.
struct LeafComparison {
  let before: Widening
  let after: Widening
  private let rounding: Rounding?

  init(before: Widening, after: Widening) {
    self.before = before
    self.after = after
    rounding = Rounding(before.format, after.format)
  }

  func compare(
    _ one: UnsafeRawBufferPointer, _ other: UnsafeRawBufferPointer, _ scratch: PairScratch
  ) -> DifferenceSums {
    let count = one.count / before.format.bytes * before.format.valuesPerElement
    if !before.format.isWide, !after.format.isWide,
      let first = scratch.floats(one, before, in: scratch.floatsBefore),
      let second = scratch.floats(other, after, in: scratch.floatsAfter),
      let sums = compareFloats(first, second, count)
    {
      return sums
    }
    scratch.widen(one, before, into: scratch.before)
    scratch.widen(other, after, into: scratch.after)
    return compareAny(count, scratch)
  }

  /// - Returns: `nil` where a value is not finite.
  private func compareFloats(
    _ first: UnsafeRawPointer, _ second: UnsafeRawPointer, _ count: Int
  ) -> DifferenceSums? {
    var sums = weightscope_differences()
    weightscope_differences_of_floats(first, second, count, &sums)
    guard sums.squares.isFinite, sums.first.isFinite, sums.second.isFinite else { return nil }
    return DifferenceSums(
      before: sums.first, after: sums.second, both: sums.both, squares: sums.squares,
      largest: sums.largest, changed: Int(sums.changed),
      unrounded: rounding?.unrounded(first, second, count) ?? 0, count: count)
  }

  private func compareAny(_ count: Int, _ scratch: PairScratch) -> DifferenceSums {
    var sums = DifferenceSums()
    sums.count = count
    for position in 0..<count {
      let (a, b) = (scratch.before[position], scratch.after[position])
      if a.isNaN { sums.nanBefore += 1 }
      if b.isNaN { sums.nanAfter += 1 }
      if a != b, !(a.isNaN && b.isNaN) { sums.changed += 1 }
      if let rounding, !rounding.agree(a, b) { sums.unrounded += 1 }
      guard a.isFinite, b.isFinite else { continue }
      sums.before += a * a
      sums.after += b * b
      sums.both += a * b
      sums.squares += (a - b) * (a - b)
      sums.largest = max(sums.largest, abs(a - b))
    }
    return sums
  }
}

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

/// Memory that one thread uses again for every pair of leaves.
final class PairScratch {
  let before = UnsafeMutableBufferPointer<Double>.allocate(capacity: LeafMoments.count)
  let after = UnsafeMutableBufferPointer<Double>.allocate(capacity: LeafMoments.count)
  let floatsBefore = UnsafeMutableBufferPointer<Float>.allocate(capacity: LeafMoments.count)
  let floatsAfter = UnsafeMutableBufferPointer<Float>.allocate(capacity: LeafMoments.count)
  /// Values as they are read.
  let beforeWindow: UnsafeMutableRawBufferPointer
  let afterWindow: UnsafeMutableRawBufferPointer

  init(windowBytes: Int) {
    beforeWindow = .allocate(byteCount: max(windowBytes, 8), alignment: 64)
    afterWindow = .allocate(byteCount: max(windowBytes, 8), alignment: 64)
  }

  deinit {
    before.deallocate()
    after.deallocate()
    floatsBefore.deallocate()
    floatsAfter.deallocate()
    beforeWindow.deallocate()
    afterWindow.deallocate()
  }

  /// Values that a float32 holds: where they lie if they are such, else widened into a buffer.
  func floats(
    _ bytes: UnsafeRawBufferPointer, _ widening: Widening, in floats: UnsafeMutableBufferPointer<Float>
  ) -> UnsafeRawPointer? {
    if widening.isIdentity { return bytes.baseAddress }
    widening.widen(bytes, into: floats)
    return UnsafeRawPointer(floats.baseAddress)
  }

  func widen(
    _ bytes: UnsafeRawBufferPointer, _ widening: Widening, into doubles: UnsafeMutableBufferPointer<Double>
  ) {
    if widening.format.isWide {
      widening.widen(bytes, into: doubles)
    } else {
      widening.widen(bytes, into: floatsBefore)
      let count = bytes.count / widening.format.bytes * widening.format.valuesPerElement
      for position in 0..<count { doubles[position] = Double(floatsBefore[position]) }
    }
  }
}
