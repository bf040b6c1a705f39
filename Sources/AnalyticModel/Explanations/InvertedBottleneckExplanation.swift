import LayerCatalog

/// An inverted bottleneck as a user describes it, to be counted from first principles.
public struct InvertedBottleneckSpecification: Hashable, Sendable {
  public var input: Int
  /// Channels between expansion and projection; `nil` for a block without expansion.
  public var expand: Int?
  public var output: Int
  public var kernel = 3
  public var stride = 1
  /// The steps that a batch normalization follows.
  public var batchNormAfter: Set<Step> = [.expand, .depthwise, .project]
  /// Whether the convolutions have biases, which is Keras' default and not MobileNetV2's choice.
  public var biases = false
  /// Side of a square input, for multiply-accumulates.
  public var inputSize: Int?

  public enum Step: String, Hashable, Sendable, CaseIterable {
    case expand
    case depthwise
    case project
  }

  public init(input: Int, expand: Int?, output: Int) {
    self.input = input
    self.expand = expand
    self.output = output
  }
}

extension Explanation {
  /// An inverted bottleneck: `explain inverted-bottleneck --in 3 --expand 18 --out 18`.
  /// - Throws: `PredictionFailure` for sizes that no layer can have.
  public static func invertedBottleneck(
    in input: Int, expand: Int?, out output: Int
  ) throws(PredictionFailure) -> Explanation {
    try invertedBottleneck(InvertedBottleneckSpecification(input: input, expand: expand, output: output))
  }

  public static func invertedBottleneck(
    _ block: InvertedBottleneckSpecification
  ) throws(PredictionFailure) -> Explanation {
    let counter = try InvertedBottleneckCounter(block)
    let own = counter.counts(after: block.batchNormAfter)
    let patterns: [Set<InvertedBottleneckSpecification.Step>] =
      block.expand == nil
      ? [[.depthwise, .project], [.depthwise], []]
      : [[.expand, .depthwise, .project], [.depthwise, .project], [.depthwise], []]
    return Explanation(
      topic: "inverted-bottleneck", title: title(block), settings: settings(block), steps: counter.steps,
      weights: own.weights, trainable: own.trainable, all: own.all,
      conventions: patterns.map { counter.counts(after: $0) },
      general: block.expand == nil
        ? "k²·c + c·o weights, 2·(c + o) gamma and beta, 2·(c + o) moving statistics"
        : "c·e + k²·e + e·o weights, 2·(2·e + o) gamma and beta, 2·(2·e + o) moving statistics",
      multiplyAccumulates: counter.multiplyAccumulates, notes: notes(block, counter: counter))
  }

  private static func title(_ block: InvertedBottleneckSpecification) -> String {
    let channels = [block.input, block.expand, block.output].compactMap { $0.map(String.init) }
    let steps = InvertedBottleneckSpecification.Step.allCases.filter {
      block.batchNormAfter.contains($0) && (block.expand != nil || $0 != .expand)
    }
    let pattern =
      steps.isEmpty
      ? "no BatchNorm"
      : steps.count == (block.expand == nil ? 2 : 3)
        ? "BatchNorm after all " + (steps.count == 3 ? "three" : "two")
        : "BatchNorm after " + steps.map(\.rawValue).joined(separator: " and ")
    return
      "Inverted bottleneck   \(channels.joined(separator: " -> ")), \(block.kernel) x \(block.kernel) depthwise, "
      + pattern + (block.biases ? ", biases" : ", no biases")
  }

  private static func settings(_ block: InvertedBottleneckSpecification) -> Settings {
    [
      "in": .integer(block.input), "expand": block.expand.map { .integer($0) } ?? .null,
      "out": .integer(block.output), "kernel": .integer(block.kernel), "stride": .integer(block.stride),
      "batch_norm": .list(
        InvertedBottleneckSpecification.Step.allCases.filter(block.batchNormAfter.contains).map {
          .string($0.rawValue)
        }),
      "use_bias": .bool(block.biases), "input_size": block.inputSize.map { .integer($0) } ?? .null,
    ]
  }

  private static func notes(
    _ block: InvertedBottleneckSpecification, counter: InvertedBottleneckCounter
  ) -> [String] {
    var notes = [
      "Height and width do not enter: the filters are shared by every position of the n x n image.",
      "BatchNorm learns two numbers per channel: gamma scales and beta shifts what it has normalised. "
        + "It also keeps two that no gradient ever changes: running averages of the mean and the variance seen in "
        + "training, used at inference in place of the mini-batch's own (stored nowhere).",
    ]
    let channels = counter.depthwiseChannels
    let (wrong, overflow) = (block.kernel * block.kernel).multipliedReportingOverflow(
      by: channels &* channels)
    if !overflow {
      notes.append(
        "Frequent mistake: counting the depthwise step as a full convolution multiplies by the channels twice "
          + "(\(block.kernel)·\(block.kernel)·\(channels)·\(channels) = \(wrong)); it has one "
          + "\(block.kernel) x \(block.kernel) filter per channel.")
    }
    return notes
  }
}
