import KerasModels

/// A way in which Keras fills a kernel at random within bounds: what must then be true of its values.
struct BoundedInitializer: Hashable, Sendable {
  /// As Keras spells it.
  var name: String
  /// No value is larger in magnitude.
  var limit: Double
  var variance: Double
  /// Of the values' squares over that of the variance, as `E[w^4] / E[w^2]^2`.
  var kurtosis: Double
  /// How densely values lie at the limit: the probability of one in the last share `s` before it is `density * s`.
  var density: Double

  /// Uniform between two bounds.
  static func uniform(_ name: String, limit: Double) -> BoundedInitializer {
    BoundedInitializer(name: name, limit: limit, variance: limit * limit / 3, kurtosis: 1.8, density: 1)
  }

  /// A normal distribution of which values beyond twice the deviation are drawn again, widened so that the deviation is
  /// the one wanted (Keras 3.15.1, `VarianceScaling`).
  static func truncatedNormal(_ name: String, deviation: Double) -> BoundedInitializer {
    let parent = deviation / truncatedDeviation
    return BoundedInitializer(
      name: name, limit: 2 * parent, variance: deviation * deviation, kurtosis: 2.3655, density: 0.2263)
  }

  /// The deviation of a standard normal distribution without what lies beyond 2.
  static let truncatedDeviation = 0.87962566103423978

  /// The initializers that Keras' layers and applications use, for a kernel of this shape.
  static func candidates(for variable: Variable) -> [BoundedInitializer] {
    guard let fans = Fans(variable.shape) else { return [] }
    let (input, output) = (Double(fans.input), Double(fans.output))
    return [
      uniform("glorot_uniform", limit: (6 / (input + output)).squareRoot()),
      truncatedNormal("glorot_normal", deviation: (2 / (input + output)).squareRoot()),
      uniform("he_uniform", limit: (6 / input).squareRoot()),
      truncatedNormal("he_normal", deviation: (2 / input).squareRoot()),
      uniform("lecun_uniform", limit: (3 / input).squareRoot()),
      truncatedNormal("lecun_normal", deviation: (1 / input).squareRoot()),
      // EfficientNet's convolutions and classifier.
      truncatedNormal("VarianceScaling(2, fan_out, truncated_normal)", deviation: (2 / output).squareRoot()),
      uniform("VarianceScaling(1/3, fan_out, uniform)", limit: (1 / output).squareRoot()),
      // The default of Embedding.
      uniform("random_uniform", limit: 0.05),
      // ConvNeXt's; not widened, so that the deviation of the values is smaller.
      truncatedNormal("TruncatedNormal(0.02)", deviation: 0.02 * truncatedDeviation),
    ]
  }
}

/// The numbers of inputs and outputs by which initializers scale (Keras 3.15.1, `compute_fans`).
struct Fans: Hashable, Sendable {
  var input: Int
  var output: Int

  /// - Returns: `nil` for a scalar, or where an extent is 0.
  init?(_ shape: [Int]) {
    guard let last = shape.last, shape.allSatisfy({ $0 > 0 && $0 < 1 << 31 }) else { return nil }
    guard shape.count > 1 else {
      (input, output) = (last, last)
      return
    }
    let field = shape.dropLast(2).reduce(1, &*)
    guard field > 0 else { return nil }
    (input, output) = (shape[shape.count - 2] &* field, last &* field)
    guard input > 0, output > 0 else { return nil }
  }
}
