/// A block as its counts see it: convolutions in a row, each with channels, a kernel, and perhaps a bias and a batch
/// normalization behind it. Mistakes are changes of such a block.
struct CountedBlock: Hashable, Sendable {
  struct Part: Hashable, Sendable {
    /// `expand`, `depthwise`, `project`; the layer's own word elsewhere.
    var step: String
    /// Whether each channel is filtered by itself.
    var isDepthwise: Bool
    /// Sides of the kernel.
    var window: [Int]
    var input: Int
    var output: Int
    /// Values of the kernel.
    var weights: Int
    var hasBias: Bool
    var isNormalized: Bool
    /// Whether people attach a batch normalization to it at all; the convolutions of squeeze-and-excite have none.
    var takesNormalization = true
    /// Whether it has a bias by choice; those of squeeze-and-excite always have, the first kernel of a separable
    /// convolution never.
    var takesBias = true

    var taps: Int { window.reduce(1, *) }
    /// Whether it is more than the place of a normalization in front of all kernels.
    var hasKernel: Bool { weights > 0 }
  }

  /// Channels that come in.
  var input: Int
  var parts: [Part]
  /// Whether batch normalizations have gamma and beta.
  var hasGamma = true
  var hasBeta = true
  /// Values of other vectors: normalizations over each example, factors for each channel.
  var vectors = 0

  /// Kernels and biases.
  var weights: Int { parts.reduce(0) { $0 + $1.weights + ($1.hasBias ? $1.output : 0) } }

  var normalized: [Part] { parts.filter(\.isNormalized) }
  /// Channels of all batch normalizations together.
  var normalizedChannels: Int { normalized.reduce(0) { $0 + $1.output } }
  /// The steps that a batch normalization follows.
  var batchNormAfter: [String] { normalized.map(\.step) }
  /// Whether all that can have a bias have one.
  var hasBiases: Bool { parts.allSatisfy { $0.hasBias || !$0.takesBias } }

  var counts: Explanation.Counts {
    let trainable = weights + vectors + normalizedChannels * ((hasGamma ? 1 : 0) + (hasBeta ? 1 : 0))
    return .init(weights: weights, trainable: trainable, all: trainable + 2 * normalizedChannels)
  }

  var convention: Explanation.Convention {
    let counts = counts
    return .init(
      batchNormAfter: batchNormAfter, biases: hasBiases, weights: counts.weights, trainable: counts.trainable,
      all: counts.all)
  }

  /// The same convolutions with normalizations after these steps only.
  func normalizing(_ steps: Set<String>) -> CountedBlock {
    var block = self
    for index in parts.indices { block.parts[index].isNormalized = steps.contains(parts[index].step) }
    return block
  }

  /// The same convolutions with biases or without; squeeze-and-excite keeps its own.
  func with(biases: Bool) -> CountedBlock {
    var block = self
    for index in parts.indices where parts[index].takesBias { block.parts[index].hasBias = biases }
    return block
  }

  /// Whether each part has a name of its own, by which a normalization can be said to follow it.
  var hasDistinctSteps: Bool { Set(parts.map(\.step)).count == parts.count }

  /// Whether no product of its sizes, right or wrong, can leave 64 bits.
  var isCountable: Bool {
    let channels = 1...(1 << 18)
    return parts.count <= 64 && channels.contains(input)
      && parts.allSatisfy {
        channels.contains($0.input) && channels.contains($0.output) && $0.window.count <= 3
          && $0.taps <= 1 << 20 && $0.window.allSatisfy { (1...(1 << 10)).contains($0) }
      }
  }
}
