/// What is kept of a set of values, so that two sets give those of their union.
///
/// The sum of squares is kept around the mean of the set itself: around zero it would lose all of its digits where
/// values lie far from zero and near each other, as those of a gamma do. Two sets are combined as in Chan, Golub and
/// LeVeque, "Updating formulae and a pairwise algorithm for computing sample variances" (1979).
struct Moments: Hashable, Sendable {
  var count = 0
  var nan = 0
  var infinite = 0
  var zero = 0
  /// Positions among the values, in row-major order.
  var firstNaN: Int?
  var firstInfinite: Int?
  /// Of the finite values, like everything below.
  var minimum = Double.infinity
  var maximum = -Double.infinity
  var sum = 0.0
  /// Sum of the squared differences from the mean.
  var squares = 0.0

  var finite: Int { count - nan - infinite }

  /// The same, of values that begin at another position.
  func moved(by offset: Int) -> Moments {
    guard nan > 0 || infinite > 0 else { return self }
    var moved = self
    moved.firstNaN = firstNaN.map { $0 + offset }
    moved.firstInfinite = firstInfinite.map { $0 + offset }
    return moved
  }

  /// Of values and those that follow them.
  static func + (one: Moments, other: Moments) -> Moments {
    var both = Moments()
    both.count = one.count + other.count
    both.nan = one.nan + other.nan
    both.infinite = one.infinite + other.infinite
    both.zero = one.zero + other.zero
    both.firstNaN = one.firstNaN ?? other.firstNaN
    both.firstInfinite = one.firstInfinite ?? other.firstInfinite
    both.minimum = min(one.minimum, other.minimum)
    both.maximum = max(one.maximum, other.maximum)
    both.sum = one.sum + other.sum
    both.squares = one.squares + other.squares
    let (first, second) = (Double(one.finite), Double(other.finite))
    if first > 0, second > 0 {
      let difference = other.sum / second - one.sum / first
      both.squares += difference * difference * (first * second / (first + second))
    }
    return both
  }
}

/// Adds up moments in pairs of equal size, as if all of them were the leaves of one tree: the error grows with the
/// depth of the tree, and the result depends on nothing but the leaves and their order.
struct PairwiseSum: Sendable {
  private var nodes: [(level: Int, moments: Moments)] = []

  /// The next `2^level` leaves, already added up. Levels never grow from one call to the next but by whole trees, so
  /// the last call may be of less than its level says.
  mutating func add(_ moments: Moments, level: Int = 0) {
    var (level, moments) = (level, moments)
    while let last = nodes.last, last.level == level {
      moments = last.moments + moments
      level += 1
      nodes.removeLast()
    }
    nodes.append((level, moments))
  }

  var total: Moments {
    nodes.dropLast().reversed().reduce(nodes.last?.moments ?? Moments()) { $1.moments + $0 }
  }
}
