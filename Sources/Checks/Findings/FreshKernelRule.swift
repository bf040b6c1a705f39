import LayerCatalog

/// A kernel whose values are what an initializer draws: none beyond its bound, one close to it, mean and variance as they
/// must be. Training moves values beyond the bound within few steps, so that a trained kernel fails the test.
struct FreshKernelRule: ValueRule {
  let id = "kernel-looks-initial"
  let severity = ValueFinding.Severity.info
  let title = "kernels that look freshly initialised"
  let why =
    "Their values are what an initializer draws, so that training or loading may never have reached them."

  func findings(in layer: MeasuredLayer) -> [ValueFinding] {
    layer.variables.compactMap { measured in
      guard measured.variable.isKernel, let match = InitializerMatch(measured) else { return nil }
      return finding(layer, [measured], match.sentence)
    }
  }
}

/// The test, and how much it says.
struct InitializerMatch {
  let initializer: BoundedInitializer
  /// Of the bound.
  let reached: Double
  /// Over that which it must be.
  let varianceRatio: Double
  let count: Int
  /// The chance that values of a like spread pass for one of the initializers though none drew them.
  let chance: Double

  /// Where more than one passes, the one whose bound is nearest.
  init?(_ measured: MeasuredLayer.Measured) {
    let (variable, figures) = (measured.variable, measured.figures)
    guard let minimum = figures.minimum, let maximum = figures.maximum, let mean = figures.mean,
      let deviation = figures.standardDeviation, figures.finite == figures.count, figures.count > 1
    else { return nil }
    let count = Double(figures.count)
    let largest = max(abs(minimum), abs(maximum))
    let candidates = BoundedInitializer.candidates(for: variable)
    // Rounding to a narrower type may carry a value beyond the bound.
    let rounding = NumberFormat(variable.type, dtype: variable.dtype)?.epsilon ?? 0
    guard rounding < 0.01 else { return nil }
    var best: (initializer: BoundedInitializer, reached: Double, ratio: Double, chance: Double)?
    for candidate in candidates {
      let reached = largest / candidate.limit
      // Of `count` values none lies in the last `gap` with a probability of e^-12, 6 in a million.
      let gap = 12 / (count * candidate.density)
      let ratio = deviation * deviation / candidate.variance
      let spread = 5 * ((candidate.kurtosis - 1) / count).squareRoot()
      guard reached <= 1 + rounding + 1e-6, reached >= 1 - gap, abs(ratio - 1) <= spread,
        abs(mean) <= 5 * (candidate.variance / count).squareRoot()
      else { continue }
      // Bound and variance of a kernel that was not drawn so are taken to fall anywhere within a factor of about e.
      let chance = min(1, gap + rounding) * min(1, spread) * Double(candidates.count)
      if best.map({ chance < $0.chance }) ?? true { best = (candidate, reached, ratio, chance) }
    }
    // A handful of values passes too easily to say anything.
    guard let best, best.chance < 0.01 else { return nil }
    initializer = best.initializer
    reached = best.reached
    varianceRatio = best.ratio
    self.count = figures.count
    chance = best.chance
  }

  var sentence: String {
    let strength = chance < 1e-4 ? "a strong sign" : "a sign"
    return "\(initializer.name): of \(count.grouped) values the largest is "
      + "\(percent(reached, 100_000)) of the bound, the variance \(percent(varianceRatio, 1000)) of the expected (\(strength))"
  }

  /// Rounded down, so that what is below the bound is not said to be at it.
  private func percent(_ share: Double, _ parts: Double) -> String {
    let shown = (share * parts).rounded(.down) / (parts / 100)
    return "\(shown) %"
  }
}
