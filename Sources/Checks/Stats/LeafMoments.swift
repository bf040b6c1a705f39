import CNumerics

/// The moments of a leaf: at most 4,096 values, few enough to be looked at twice in the processor's first cache.
///
/// Lanes and their order are fixed, so that every processor and every thread gets the same sums.
enum LeafMoments {
  /// Values of a leaf. All leaves of a variable but the last have as many.
  static let count = 4096

  static func of(_ values: UnsafeBufferPointer<Float>) -> Moments {
    guard let start = values.baseAddress else { return Moments() }
    return of(UnsafeRawBufferPointer(start: start, count: values.count &* 4), as: Float.self)
  }

  static func of(_ values: UnsafeBufferPointer<Double>) -> Moments {
    guard let start = values.baseAddress else { return Moments() }
    return of(UnsafeRawBufferPointer(start: start, count: values.count &* 8), as: Double.self)
  }

  /// The moments of float32 values as they lie in memory, aligned or not.
  static func of(_ bytes: UnsafeRawBufferPointer, as type: Float.Type) -> Moments {
    let count = bytes.count / 4
    guard count > 0, let start = bytes.baseAddress else { return Moments() }
    var sums = weightscope_moments()
    weightscope_moments_of_floats(start, count, &sums)
    // An infinity or a NaN among the values makes their sum one.
    guard sums.sum.isFinite else {
      return ofAny(count) { Double(bytes.loadUnaligned(fromByteOffset: $0 &* 4, as: Float.self)) }
    }
    return Moments(
      count: count, zero: Int(sums.zero), minimum: Double(sums.minimum), maximum: Double(sums.maximum),
      sum: sums.sum, squares: sums.squares)
  }

  /// The moments of float64 values as they lie in memory, aligned or not.
  static func of(_ bytes: UnsafeRawBufferPointer, as type: Double.Type) -> Moments {
    let count = bytes.count / 8
    var low = SIMD8<Double>(repeating: .infinity)
    var high = SIMD8<Double>(repeating: -.infinity)
    var zeros = SIMD8<Int64>()
    var sums = SIMD8<Double>()
    let whole = count & ~7
    var position = 0
    while position < whole {
      let x = bytes.loadUnaligned(fromByteOffset: position &* 8, as: SIMD8<Double>.self)
      sums += x
      low.replace(with: x, where: x .< low)
      high.replace(with: x, where: x .> high)
      zeros &+= SIMD8<Int64>.zero.replacing(with: SIMD8(repeating: 1), where: x .== 0)
      position &+= 8
    }
    var moments = Moments()
    moments.count = count
    moments.zero = Int(zeros.wrappedSum())
    moments.minimum = low.min()
    moments.maximum = high.max()
    moments.sum = sums.sum()
    while position < count {
      let x = bytes.loadUnaligned(fromByteOffset: position &* 8, as: Double.self)
      moments.sum += x
      if x < moments.minimum { moments.minimum = x }
      if x > moments.maximum { moments.maximum = x }
      if x == 0 { moments.zero += 1 }
      position &+= 1
    }
    guard moments.sum.isFinite else {
      return ofAny(count) { bytes.loadUnaligned(fromByteOffset: $0 &* 8, as: Double.self) }
    }
    let mean = moments.sum / Double(max(count, 1))
    let means = SIMD8<Double>(repeating: mean)
    var squares = SIMD8<Double>()
    position = 0
    while position < whole {
      let x = bytes.loadUnaligned(fromByteOffset: position &* 8, as: SIMD8<Double>.self) - means
      squares += x * x
      position &+= 8
    }
    moments.squares = squares.sum()
    while position < count {
      let x = bytes.loadUnaligned(fromByteOffset: position &* 8, as: Double.self) - mean
      moments.squares += x * x
      position &+= 1
    }
    return moments
  }

  /// One value after the other: for leaves that hold what is not finite.
  private static func ofAny(_ count: Int, value: (Int) -> Double) -> Moments {
    var moments = Moments()
    moments.count = count
    for position in 0..<count {
      let x = value(position)
      if x.isNaN {
        moments.nan += 1
        moments.firstNaN = moments.firstNaN ?? position
      } else if x.isInfinite {
        moments.infinite += 1
        moments.firstInfinite = moments.firstInfinite ?? position
      } else {
        moments.minimum = min(moments.minimum, x)
        moments.maximum = max(moments.maximum, x)
        moments.sum += x
        if x == 0 { moments.zero += 1 }
      }
    }
    guard moments.finite > 0 else { return moments }
    let mean = moments.sum / Double(moments.finite)
    for position in 0..<count {
      let x = value(position)
      if x.isFinite { moments.squares += (x - mean) * (x - mean) }
    }
    return moments
  }
}
