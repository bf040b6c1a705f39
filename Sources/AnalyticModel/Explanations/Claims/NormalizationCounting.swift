/// A way to count what the batch normalizations of a block hold.
struct NormalizationCounting: Sendable {
  typealias Convention = Explanation.Reading.Convention

  var convention: Convention
  /// What it counts, as the end of a sentence.
  var words: String
  /// The mistake in it, `nil` where it is right for some batch normalization.
  var mistake: String?
  /// Whether it is right only where gamma, beta or both are absent, or differs from the block's own in them.
  var differs = false
  /// What it adds to kernels and biases.
  var addition: @Sendable (_ channels: Int, _ layers: Int) -> Int

  /// All that are in use, those that are right for the block's own normalizations first.
  static func all(hasGamma: Bool, hasBeta: Bool) -> [NormalizationCounting] {
    let own = (hasGamma ? 1 : 0) + (hasBeta ? 1 : 0)
    var countings: [NormalizationCounting] = [
      .init(convention: .weights, words: "kernels and biases alone") { _, _ in 0 },
      .init(convention: .trainable, words: words(own)) { channels, _ in own * channels },
      .init(convention: .all, words: words(own) + ", moving mean and moving variance") { channels, _ in
        (own + 2) * channels
      },
    ]
    for other in [2, 1, 0] where other != own {
      let setting = ["scale=False and center=False", "scale=False or center=False", "gamma and beta"][other]
      if other > 0 {
        countings.append(
          .init(convention: .trainable, words: "gamma and beta, with \(setting)", differs: true) {
            channels, _ in other * channels
          })
      }
      countings.append(
        .init(
          convention: .all, words: "what all of BatchNorm holds, with \(setting)", differs: true
        ) { channels, _ in (other + 2) * channels })
    }
    return countings + mistaken
  }

  private static func words(_ vectors: Int) -> String {
    ["no gamma and no beta", "gamma or beta", "gamma and beta"][min(2, vectors)]
  }

  private static let mistaken: [NormalizationCounting] = [
    .init(
      convention: .trainable, words: "BatchNorm",
      mistake: "BatchNorm counted with two numbers per layer, not per channel"
    ) { _, layers in 2 * layers },
    .init(
      convention: .trainable, words: "BatchNorm", mistake: "BatchNorm counted with one number per channel"
    ) { channels, _ in channels },
    .init(
      convention: .trainable, words: "BatchNorm", mistake: "BatchNorm counted with three numbers per channel"
    ) { channels, _ in 3 * channels },
    .init(
      convention: .trainable, words: "BatchNorm",
      mistake: "all four numbers of BatchNorm per channel taken for trainable"
    ) { channels, _ in 4 * channels },
    .init(
      convention: .all, words: "BatchNorm",
      mistake: "BatchNorm counted with four numbers per layer, not per channel"
    ) { _, layers in 4 * layers },
    .init(
      convention: .all, words: "BatchNorm",
      mistake: "a mini-batch's own mean and variance counted beside BatchNorm's four numbers per channel"
    ) { channels, _ in 6 * channels },
  ]
}
