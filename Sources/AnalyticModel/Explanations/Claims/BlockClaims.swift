/// Judges a number that somebody claims for a block, by counting the block in every way that people count it: each
/// choice of batch normalizations and biases, each convention, each mistake.
struct BlockClaims {
  /// A block that is not the one asked about, and what it is.
  struct Variant {
    var words: String
    var block: CountedBlock
  }

  var block: CountedBlock
  /// Other blocks that people mean, such as one that projects back to its input's channels.
  var variants: [Variant] = []
  /// The choices of steps that a batch normalization follows, other than the block's own.
  var patterns: [[String]]

  func judge(_ claimed: ClaimedCount) -> Explanation.Claim {
    guard block.isCountable else { return Explanation.Claim(claimed, readings: []) }
    var readings = readings(of: block, mistake: nil, variant: nil, claimed)
    for variant in variants where variant.block.isCountable && variant.block != block {
      readings += self.readings(of: variant.block, mistake: nil, variant: variant.words, claimed)
    }
    for mistake in CountingMistakes.all {
      for misreading in mistake.misreadings(block) {
        readings += self.readings(of: misreading.block, mistake: misreading.text, variant: nil, claimed)
      }
    }
    return Explanation.Claim(claimed, readings: readings)
  }

  private func readings(
    of counted: CountedBlock, mistake: String?, variant: String?, _ claimed: ClaimedCount
  ) -> [Explanation.Reading] {
    var readings: [Explanation.Reading] = []
    let own = block.batchNormAfter
    let steps = Set(counted.parts.map(\.step))
    var seen: Set<[String]> = []
    for pattern in [own] + patterns {
      // A mistake may have left a step out, and the normalization behind it.
      let kept = pattern.filter(steps.contains)
      guard seen.insert(kept).inserted else { continue }
      let normalized = counted.normalizing(Set(kept))
      for biases in BiasChoice.all(of: block) {
        let biased = biases.applied(to: normalized)
        for counting in NormalizationCounting.all(hasGamma: block.hasGamma, hasBeta: block.hasBeta) {
          // Without normalizations, and without a look at them, patterns and conventions are all the same.
          if counting.convention == .weights ? pattern != own : kept.isEmpty { continue }
          let count =
            biased.weights + counting.addition(biased.normalizedChannels, biased.normalized.count)
          guard claimed.range.contains(count) else { continue }
          var cost = Explanation.Reading.Cost()
          cost.mistakes = (mistake == nil ? 0 : 1) + (counting.mistake == nil ? 0 : 1)
          let patternDiffers = counting.convention != .weights && pattern != own
          for differs in [variant != nil, patternDiffers, biases != .own, counting.differs] where differs {
            cost.differences += 1
          }
          readings.append(
            .init(
              reading: sentence(
                mistake: mistake, variant: variant, counting: counting, pattern: kept,
                differs: patternDiffers, biases: biases), count: count, isRight: cost.mistakes == 0,
              convention: counting.convention, cost: cost))
        }
      }
    }
    return readings
  }

  private func sentence(
    mistake: String?, variant: String?, counting: NormalizationCounting, pattern: [String], differs: Bool,
    biases: BiasChoice
  ) -> String {
    var parts = [mistake, counting.mistake].compactMap { $0 }
    if let variant { parts.append("right for " + variant) }
    let after =
      pattern.count == block.parts.count(where: \.takesNormalization) && pattern.count > 1
      ? "all \(pattern.count) convolutions" : Numerals.list(pattern)
    if counting.convention == .weights {
      parts.append(counting.words)
    } else if counting.mistake != nil {
      parts.append("BatchNorm after " + after)
    } else if differs || mistake != nil || variant != nil || biases != .own || counting.differs {
      parts.append("\(counting.words), of BatchNorm after \(after)")
    } else {
      parts.append(
        counting.words
          + (counting.convention == .trainable ? ": Keras' Trainable params" : ": Keras' Total params"))
    }
    if let words = biases.words { parts.append(words) }
    return parts.joined(separator: "; ")
  }
}

/// Which convolutions are taken to have a bias.
enum BiasChoice: Hashable, CaseIterable {
  case own
  case every
  case none

  /// The choices that differ for this block.
  static func all(of block: CountedBlock) -> [BiasChoice] {
    allCases.filter { $0 == .own || $0.applied(to: block) != block }
  }

  func applied(to block: CountedBlock) -> CountedBlock {
    switch self {
    case .own: block
    case .every: block.with(biases: true)
    case .none: block.with(biases: false)
    }
  }

  var words: String? {
    switch self {
    case .own: nil
    case .every: "with biases (use_bias=True)"
    case .none: "without biases (use_bias=False)"
    }
  }
}
