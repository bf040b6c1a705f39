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
