/// Products of numbers that come from files, which must not overflow.
enum CheckedCounts {
  /// No variable of more values is predicted: 2^53 values are more than any file holds, and sums of such
  /// counts stay far from the end of `Int`.
  static let largest = 1 << 53

  /// The product, `nil` above `largest`.
  static func product(_ factors: some Sequence<Int>) -> Int? {
    var product = 1
    for factor in factors {
      let (result, overflow) = product.multipliedReportingOverflow(by: factor)
      if overflow || result > largest || result < 0 { return nil }
      product = result
    }
    return product
  }

  /// The product of extents, `nil` where one is unknown.
  static func product(_ factors: some Sequence<Int?>) -> Int? {
    var known: [Int] = []
    for factor in factors {
      guard let factor else { return nil }
      known.append(factor)
    }
    return product(known)
  }

  /// The sum of sizes that a file gives.
  static func sum(_ one: Int, _ two: Int) throws(PredictionFailure) -> Int {
    let (result, overflow) = one.addingReportingOverflow(two)
    guard !overflow, result <= largest else {
      throw .notPredictable(reason: "an extent would be larger than 2^53")
    }
    return result
  }

  /// The product of sizes that a file gives, for a shape.
  static func extent(_ factors: Int...) throws(PredictionFailure) -> Int {
    guard let product = product(factors) else {
      throw .notPredictable(reason: "an extent would be larger than 2^53")
    }
    return product
  }
}

extension VariableSpecification {
  /// A specification whose count was checked.
  /// - Throws: `PredictionFailure.notPredictable` where it would have more than 2^53 values.
  init(checked role: VariableRole, _ shape: [Int], trainable: Bool = true) throws(PredictionFailure) {
    guard CheckedCounts.product(shape) != nil else {
      throw .notPredictable(reason: "\(role.rawValue) would have more than 2^53 values")
    }
    self.init(role, shape, trainable: trainable)
  }
}
