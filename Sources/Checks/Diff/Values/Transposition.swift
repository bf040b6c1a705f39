import Containers

/// Whether two variables hold the same values with their axes in another order, as other frameworks arrange them.
enum Transposition {
  /// Bytes of a variable that is looked at: the largest kernels of published networks take half a gigabyte, and
  /// telling that one is transposed is not worth that much memory.
  private static let mostBytes: UInt64 = 64 << 20

  /// Kernels of Dense and of convolutions over one and two axes, as (out, in, …), as (in, out, …), as (out, …, in).
  private static let known = [[1, 0], [2, 1, 0], [3, 2, 0, 1], [2, 3, 0, 1], [3, 0, 1, 2]]

  /// The order of the axes of `before` in `after`, or `nil` where there is none.
  static func order(_ comparison: Comparison) -> [Int]? {
    let (from, to) = (comparison.before.stored.shape, comparison.after.stored.shape)
    guard from.count == to.count, (2...4).contains(from.count), from.sorted() == to.sorted(),
      comparison.before.format == comparison.after.format, comparison.before.format != .packedInt4,
      comparison.beforeSource.length <= mostBytes,
      comparison.beforeSource.length == comparison.afterSource.length,
      let before = comparison.beforeSource.bytes(at: 0, count: Int(comparison.beforeSource.length)),
      let after = comparison.afterSource.bytes(at: 0, count: Int(comparison.afterSource.length))
    else { return nil }
    let size = comparison.before.format.bytes
    let isTurned = comparison.before.stored.type.isBigEndian != comparison.after.stored.type.isBigEndian
    // Extents of 1 leave a choice: the orders that frameworks use come first.
    for order in known + permutations(of: from.count) where order != Array(from.indices) {
      guard order.count == from.count, order.map({ from[$0] }) == to else { continue }
      if holds(order, shape: from, size: size, isTurned: isTurned, before, after) { return order }
    }
    return nil
  }

  /// Whether `after` is `before` with its axes in this order, value by value.
  private static func holds(
    _ order: [Int], shape: [Int], size: Int, isTurned: Bool, _ before: [UInt8], _ after: [UInt8]
  ) -> Bool {
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    let extents = order.map { shape[$0] }
    let steps = order.map { strides[$0] }
    var index = [Int](repeating: 0, count: extents.count)
    var place = 0
    for start in stride(from: 0, to: after.count - size + 1, by: size) {
      let from = place * size
      for byte in 0..<size {
        let other = isTurned ? size - 1 - byte : byte
        guard before[from + other] == after[start + byte] else { return false }
      }
      // The next place in row-major order of `after`.
      var axis = extents.count - 1
      while axis >= 0 {
        index[axis] += 1
        place += steps[axis]
        if index[axis] < extents[axis] { break }
        place -= index[axis] * steps[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return true
  }

  private static func permutations(of count: Int) -> [[Int]] {
    guard count > 0 else { return [[]] }
    return permutations(of: count - 1).flatMap { shorter in
      (0...shorter.count).map { place in
        var longer = shorter
        longer.insert(count - 1, at: place)
        return longer
      }
    }
  }
}
