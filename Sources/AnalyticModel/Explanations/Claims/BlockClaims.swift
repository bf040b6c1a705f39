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
        readings += self.readings(
          of: misreading.block, mistake: misreading.text, rarity: mistake.rarity, variant: nil, claimed)
      }
    }
    return Explanation.Claim(claimed, readings: readings)
  }

  private func readings(
    of counted: CountedBlock, mistake: String?, rarity: Int = 0, variant: String?, _ claimed: ClaimedCount
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
          if counting.convention == .weights {
            if pattern != own { continue }
          } else if kept.isEmpty,
            biased.vectors == 0 || !counting.isPlain || counting.convention != .trainable
          {
            continue
          }
          let count =
            biased.weights + (counting.convention == .weights ? 0 : biased.vectors)
            + counting.addition(biased.normalizedChannels, biased.normalized.count)
          guard claimed.range.contains(count) else { continue }
          let patternDiffers = counting.convention != .weights && pattern != own
          let differences = [
            variant.map { "it is " + $0 },
            patternDiffers ? "BatchNorm after \(Numerals.list(kept))" : nil, counting.difference,
            biases.words,
          ].compactMap { $0 }
          let mistakes = [mistake, counting.mistake].compactMap { $0 }
          // Normalizations without gamma or beta are far rarer than any other choice.
          let cost = Explanation.Reading.Cost(
            mistakes: mistakes.isEmpty ? 0 : mistakes.count + rarity,
            differences: differences.count + (counting.difference == nil ? 0 : 1))
          guard cost.isPlainEnough else { continue }
          let convention =
            differences.isEmpty && mistakes.isEmpty
            ? counting.convention.kerasWords : counting.convention.words
          readings.append(
            .init(
              reading: (mistakes + differences + [convention]).joined(separator: "; "), count: count,
              isRight: mistakes.isEmpty, convention: counting.convention, cost: cost))
        }
      }
    }
    return readings
  }
}

extension Explanation.Reading.Cost {
  /// Whether anybody would count so: stories with more turns than these explain any number.
  fileprivate var isPlainEnough: Bool { mistakes <= 3 && differences <= (mistakes == 0 ? 4 : 2) }
}

extension Explanation.Reading.Convention {
  fileprivate var kerasWords: String {
    switch self {
    case .weights: "kernels and biases alone"
    case .trainable: "with gamma and beta, Keras' Trainable params"
    case .all: "with moving mean and variance too, Keras' Total params"
    default: words
    }
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
    case .every: "biases (use_bias=True)"
    case .none: "no biases (use_bias=False)"
    }
  }
}
