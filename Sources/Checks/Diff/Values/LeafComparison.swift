import CNumerics

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
