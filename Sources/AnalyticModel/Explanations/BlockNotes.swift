/// What every explanation of a block with batch normalizations says.
enum BlockNotes {
  static func all(_ block: CountedBlock) -> [String] {
    var notes: [String] = []
    if let depthwise = block.parts.first(where: \.isDepthwise) {
      let sides = depthwise.window.map(String.init).joined(separator: " x ")
      notes.append(
        "The depthwise convolution has one \(sides) filter per channel and mixes no channels; the 1 x 1 "
          + "convolutions mix them.")
    }
    notes.append(
      "Height and width do not enter: the filters are shared by every position of the n x n image.")
    if block.normalizedChannels > 0 {
      notes.append(
        "BatchNorm learns two numbers per channel: gamma scales and beta shifts what it has normalised. It also "
          + "keeps two that no gradient ever changes, so they are not trainable: running averages of the mean and the "
          + "variance seen in training, used at inference in place of the mini-batch's own. A mini-batch's mean and "
          + "variance are computed when it comes and are stored nowhere: they are no parameters.")
      if block.hasBiases {
        notes.append(
          "A bias in front of BatchNorm is of no use, because the mean is subtracted; Keras adds one all the same "
            + "unless use_bias is False.")
      }
    }
    return notes
  }

  private static let mostParts = 6

  /// The frequent mistakes with the numbers that they give here, with gamma and beta.
  static func mistakes(_ block: CountedBlock) -> [Explanation.Mistake] {
    guard block.isCountable else { return [] }
    // Of many convolutions one shows the mistake as well as all.
    let most = block.parts.count > mostParts ? 1 : mostParts
    var mistakes = CountingMistakes.frequent.flatMap { $0.misreadings(block).prefix(most) }.map {
      Explanation.Mistake(count: $0.block.counts.trainable, text: $0.text)
    }
    if block.normalizedChannels > 0 {
      let layers = block.normalized.count
      mistakes.append(
        .init(
          count: block.weights + 2 * layers, text: "BatchNorm: two numbers per layer, not two per channel"))
      mistakes.append(
        .init(
          count: block.counts.all,
          text: "taking moving mean and moving variance for trainable: they count in Keras' total only"))
    }
    return mistakes
  }

  /// The block without biases and with them, for each pattern of batch normalizations.
  static func conventions(_ block: CountedBlock, patterns: [[String]]) -> [Explanation.Convention] {
    [false, true].flatMap { biases in
      patterns.map { block.with(biases: biases).normalizing(Set($0)).convention }
    }
  }
}
