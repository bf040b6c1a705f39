import Containers

/// What two variables have in common that differ in one extent: a vocabulary that grew, a head for more classes.
enum CommonPart {
  /// Bytes of both that are read at once.
  private static let windowBytes = 1 << 20

  /// The shape of the part that both have room for, from the first value of every axis on, if its values are the same.
  ///
  /// - Returns: `nil` where they are not, where more than one extent differs, or where the numbers are of another type.
  static func shape(_ comparison: Comparison) -> [Int]? {
    let (before, after) = (comparison.before.stored, comparison.after.stored)
    guard before.shape.count == after.shape.count, comparison.before.format == comparison.after.format,
      before.type.isBigEndian == after.type.isBigEndian, comparison.before.format != .packedInt4
    else { return nil }
    let differing = before.shape.indices.filter { before.shape[$0] != after.shape[$0] }
    guard differing.count == 1, let axis = differing.first else { return nil }
    var common = before.shape
    common[axis] = min(before.shape[axis], after.shape[axis])
    guard !common.contains(0) else { return nil }
    let inner = common[(axis + 1)...].reduce(comparison.before.format.bytes, *)
    let rows = Rows(
      count: common[..<axis].reduce(1, *), bytes: common[axis] * inner,
      steps: (before.shape[axis] * inner, after.shape[axis] * inner))
    return areEqual(rows, comparison.beforeSource, comparison.afterSource) ? common : nil
  }

  /// Runs of bytes that are the same in both, at equal distances from each other.
  private struct Rows {
    var count: Int
    var bytes: Int
    /// From the start of one to that of the next, in each variable.
    var steps: (before: Int, after: Int)
  }

  private static func areEqual(_ rows: Rows, _ before: ByteSource, _ after: ByteSource) -> Bool {
    // A window holds either several whole rows or a piece of one.
    let perWindow = max(1, windowBytes / max(rows.steps.before, rows.steps.after))
    for first in stride(from: 0, to: rows.count, by: perWindow) {
      let count = min(perWindow, rows.count - first)
      for start in stride(from: 0, to: rows.bytes, by: windowBytes) {
        let length = min(windowBytes, rows.bytes - start)
        guard
          let one = before.bytes(
            at: UInt64(first * rows.steps.before + start), count: (count - 1) * rows.steps.before + length),
          let other = after.bytes(
            at: UInt64(first * rows.steps.after + start), count: (count - 1) * rows.steps.after + length)
        else { return false }
        for row in 0..<count {
          let (here, there) = (row * rows.steps.before, row * rows.steps.after)
          guard one[here..<here + length] == other[there..<there + length] else { return false }
        }
      }
    }
    return true
  }
}
