import Containers

/// Whether two variables hold the same values with their axes in another order, as other frameworks arrange them.
struct Transposition {
  /// Bytes of a variable that is held in memory. Matrices, which are the largest kernels by far, are looked at in bands;
  /// larger kernels of more axes are not looked at.
  private static let mostBytes = 16 << 20
  /// Values that are looked at before all are.
  private static let probes = 64
  /// Kernels of Dense and of convolutions over one and two axes, as (out, in, …), as (in, out, …), as (out, …, in).
  private static let known = [[1, 0], [2, 1, 0], [3, 2, 0, 1], [2, 3, 0, 1], [3, 0, 1, 2]]

  /// The order of the axes of `before` in `after`, or `nil` where there is none.
  static func order(_ comparison: Comparison) -> [Int]? {
    let (from, to) = (comparison.before.stored.shape, comparison.after.stored.shape)
    guard from.count == to.count, (2...4).contains(from.count), from.sorted() == to.sorted(),
      comparison.before.format == comparison.after.format, comparison.before.format != .packedInt4,
      comparison.beforeSource.length == comparison.afterSource.length
    else { return nil }
    // Extents of 1 leave a choice: the orders that frameworks use come first.
    for order in orders[from.count] {
      guard to.indices.allSatisfy({ from[order[$0]] == to[$0] }), moves(order, from) else { continue }
      let transposition = Transposition(comparison, order)
      guard transposition.mayHold() else { continue }
      if from.count == 2 ? transposition.holdsForMatrix() : transposition.holds() { return order }
    }
    return nil
  }

  /// By the number of axes: every order but that which leaves them as they are, those that frameworks use first.
  private static let orders: [[[Int]]] = (0...4).map { count in
    let first = known.filter { $0.count == count }
    return first + permutations(of: count).filter { $0 != Array(0..<count) && !first.contains($0) }
  }

  /// Whether values lie in another order then: axes of extent 1 may stand anywhere.
  private static func moves(_ order: [Int], _ extents: [Int]) -> Bool {
    let long = order.filter { extents[$0] > 1 }
    return zip(long, long.dropFirst()).contains { $0 > $1 }
  }

  private let comparison: Comparison
  private let size: Int
  private let isTurned: Bool
  /// Of the later variable.
  private let extents: [Int]
  /// How far apart in the earlier variable values lie that are neighbours along an axis of the later.
  private let steps: [Int]

  private init(_ comparison: Comparison, _ order: [Int]) {
    self.comparison = comparison
    size = comparison.before.format.bytes
    isTurned = comparison.before.stored.type.isBigEndian != comparison.after.stored.type.isBigEndian
    let shape = comparison.before.stored.shape
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in shape.indices.dropLast().reversed() { strides[axis] = strides[axis + 1] * shape[axis + 1] }
    extents = order.map { shape[$0] }
    steps = order.map { strides[$0] }
  }

  /// Whether some values, evenly spaced, are where they should be.
  private func mayHold() -> Bool {
    let count = comparison.count
    for probe in 0..<min(Transposition.probes, count) {
      let position = probe * count / Transposition.probes
      guard let one = comparison.beforeSource.bytes(at: UInt64(place(of: position) * size), count: size),
        let other = comparison.afterSource.bytes(at: UInt64(position * size), count: size),
        isTurned ? one.elementsEqual(other.reversed()) : one == other
      else { return false }
    }
    return true
  }

  /// Where the value of a position in the later variable lies in the earlier.
  private func place(of position: Int) -> Int {
    var (rest, place) = (position, 0)
    for axis in extents.indices.reversed() {
      place += rest % extents[axis] * steps[axis]
      rest /= extents[axis]
    }
    return place
  }

  /// Whether every value of a matrix is where it should be: some rows of the later one at a time, and the pieces of the
  /// earlier one's rows that they are made of.
  private func holdsForMatrix() -> Bool {
    let (rows, columns) = (extents[0], extents[1])
    let most = max(1, Transposition.mostBytes / max(1, columns * size))
    for first in stride(from: 0, to: rows, by: most) {
      let count = min(most, rows - first)
      guard
        let band = comparison.afterSource.bytes(
          at: UInt64(first * columns * size), count: count * columns * size)
      else { return false }
      for column in 0..<columns {
        let start = UInt64((column * rows + first) * size)
        guard let piece = comparison.beforeSource.bytes(at: start, count: count * size) else { return false }
        for row in 0..<count {
          for byte in 0..<size {
            let other = isTurned ? size - 1 - byte : byte
            guard piece[row * size + other] == band[(row * columns + column) * size + byte] else {
              return false
            }
          }
        }
      }
    }
    return true
  }

  /// Whether every value is where it should be.
  private func holds() -> Bool {
    guard comparison.beforeSource.length <= UInt64(Transposition.mostBytes),
      let before = comparison.beforeSource.bytes(at: 0, count: Int(comparison.beforeSource.length)),
      let after = comparison.afterSource.bytes(at: 0, count: Int(comparison.afterSource.length))
    else { return false }
    var index = [Int](repeating: 0, count: extents.count)
    var place = 0
    for start in stride(from: 0, to: after.count - size + 1, by: size) {
      let from = place * size
      for byte in 0..<size {
        let other = isTurned ? size - 1 - byte : byte
        guard before[from + other] == after[start + byte] else { return false }
      }
      // The next place in row-major order of the later variable.
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
