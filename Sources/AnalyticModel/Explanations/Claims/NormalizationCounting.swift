/// A way to count what the batch normalizations of a block hold.
struct NormalizationCounting: Sendable {
  typealias Convention = Explanation.Reading.Convention

  var convention: Convention
  /// The settings in which it differs from the block's own normalizations.
  var difference: String?
  /// The mistake in it.
  var mistake: String?
  /// What it adds to kernels and biases.
  var addition: @Sendable (_ channels: Int, _ layers: Int) -> Int

  /// Whether it counts the block's own normalizations rightly.
  var isPlain: Bool { difference == nil && mistake == nil }

  /// All that are in use, those that are right for the block's own normalizations first.
  static func all(hasGamma: Bool, hasBeta: Bool) -> [NormalizationCounting] {
    let own = (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0)
    var countings: [NormalizationCounting] = [
      .init(convention: .weights) { _, _ in 0 },
      .init(convention: .trainable) { channels, _ in own * channels },
      .init(convention: .all) { channels, _ in (own + 2) * channels },
    ]
    for (vectors, setting) in settings where vectors != own {
      // With neither gamma nor beta nothing of a normalization is trainable, as if there were none.
      if vectors > 0 {
        countings.append(
          .init(convention: .trainable, difference: setting) { channels, _ in vectors * channels })
      }
      countings.append(
        .init(convention: .all, difference: setting) { channels, _ in (vectors + 2) * channels })
    }
    return countings + mistaken
  }

  private static let settings = [
    (2, "BatchNorm with gamma and beta"), (1, "BatchNorm with scale=False or center=False"),
    (0, "BatchNorm with scale=False and center=False"),
  ]

  private static let mistaken: [NormalizationCounting] = [
    .init(convention: .trainable, mistake: "BatchNorm with two numbers per layer, not per channel") {
      _, layers in 2 * layers
    },
    .init(convention: .trainable, mistake: "BatchNorm with one number per channel") { channels, _ in channels
    },
    .init(convention: .trainable, mistake: "BatchNorm with three numbers per channel") { channels, _ in
      3 * channels
    },
    .init(
      convention: .trainable, mistake: "all four numbers of BatchNorm per channel taken for trainable"
    ) { channels, _ in 4 * channels },
    .init(convention: .all, mistake: "BatchNorm with four numbers per layer, not per channel") { _, layers in
      4 * layers
    },
    .init(
      convention: .all,
      mistake: "a mini-batch's own mean and variance counted beside BatchNorm's four numbers"
    ) { channels, _ in 6 * channels },
  ]
}

extension Explanation.Reading.Convention {
  /// What is counted, as the end of a sentence.
  var words: String {
    switch self {
    case .weights: "weights alone"
    case .trainable: "trainable"
    case .all: "all"
    case .nonTrainable: "not trainable"
    case .multiplyAccumulates: "multiply-accumulates"
    case .floatingPointOperations: "floating-point operations, two for each multiply-accumulate"
    case .bytes: "bytes"
    }
  }
}
