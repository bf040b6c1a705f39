/// `BatchNormalization`: four numbers per channel, of which training by gradient changes two.
struct BatchNormalization: SignedLayer {
  var className: String { "BatchNormalization" }
  var aliases: [String] { ["BatchNormalizationV1", "BatchNormalizationV2"] }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let shape = try BatchNormalization.shape(settings, input: inputs.single())
    var own: [VariableSpecification] = []
    if try settings.bool("scale", default: true) { own.append(try .init(checked: .gamma, shape)) }
    if try settings.bool("center", default: true) { own.append(try .init(checked: .beta, shape)) }
    own.append(try .init(checked: .movingMean, shape, trainable: false))
    own.append(try .init(checked: .movingVariance, shape, trainable: false))
    if try settings.bool("renorm", default: false) {
      for role in [VariableRole.movingStddev, .renormMean, .renormStddev] {
        own.append(.init(role, shape, trainable: false))
      }
    }
    return LayerVariables(own)
  }

  /// One extent for one axis; for several axes (Keras 2 only) all extents, 1 where an axis is not normalized.
  static func shape(_ settings: Settings, input: TensorShape) throws(PredictionFailure) -> [Int] {
    let axes = try settings.axes("axis", rank: input.rank, default: [-1])
    guard let first = axes.first else { throw .setting(name: "axis") }
    if axes.count == 1 { return [try input.known(axis: first)] }
    var shape = [Int](repeating: 1, count: input.rank)
    for axis in axes { shape[axis] = try input.known(axis: axis) }
    return shape
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    [try inputs.single()]
  }

  var signatures: [Signature] {
    BatchNormalization.patterns.map { roles, plausibility in
      Signature(roles) { shapes in
        // Several axes (Keras 2) give the input's rank with ones; otherwise one extent.
        let shape = shapes.stored.first?.shape ?? []
        guard !shape.isEmpty, shapes.stored.allSatisfy({ $0.shape == shape && !$0.isInteger }) else {
          return 0
        }
        return shape.count == 1 ? plausibility : plausibility * 0.8
      }
    }
  }

  /// Three vectors are beta and statistics (`scale=False`, all of Inception) or gamma and statistics;
  /// two are the statistics alone, or a LayerNormalization's gamma and beta, which is far commoner.
  private static let patterns: [([VariableRole], Double)] = [
    ([.gamma, .beta, .movingMean, .movingVariance], 0.95),
    ([.beta, .movingMean, .movingVariance], 0.9),
    ([.gamma, .movingMean, .movingVariance], 0.6),
    ([.movingMean, .movingVariance], 0.3),
    (
      [.gamma, .beta, .movingMean, .movingVariance, .movingStddev, .renormMean, .renormStddev], 0.95
    ),
    ([.beta, .movingMean, .movingVariance, .movingStddev, .renormMean, .renormStddev], 0.9),
    ([.gamma, .movingMean, .movingVariance, .movingStddev, .renormMean, .renormStddev], 0.6),
    ([.movingMean, .movingVariance, .movingStddev, .renormMean, .renormStddev], 0.3),
  ]

  var arguments: [LayerArgument] {
    [.axis, .scale, .center, LayerArgument("renorm", .flag(false), "batch renormalization (Keras 2)")]
  }

  var example: LayerExample? {
    LayerExample(
      [:], inputs: [[nil, 32, 32, 18]],
      variables: [
        .init(.gamma, [18]), .init(.beta, [18]), .init(.movingMean, [18], trainable: false),
        .init(.movingVariance, [18], trainable: false),
      ], parameters: 72, outputs: [[nil, 32, 32, 18]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Brings each channel to mean 0 and variance 1, then scales it by gamma and shifts it by beta.",
      symbols: [.init("c", "channels (the extent of axis)")],
      variables: [
        .init(.gamma, "c", "Scales the normalized channel; learned, absent with scale=False."),
        .init(.beta, "c", "Shifts it; learned, absent with center=False."),
        .init(
          .movingMean, "c",
          "Running average of the mini-batches' means, used at inference; no gradient ever changes it."),
        .init(
          .movingVariance, "c",
          "Running average of the mini-batches' variances, used at inference; no gradient ever changes it."),
      ],
      count: "4·c, of which 2·c are trainable",
      notes: [
        "The mean and variance of a mini-batch are computed when it comes and are stored nowhere: they are no "
          + "parameters.",
        "Keras counts the moving statistics in Total params and in Non-trainable params.",
        "Freezing the layer makes gamma and beta non-trainable too, and in Keras 2 and 3 runs it in inference mode.",
      ],
      mistakes: [
        "Two per layer instead of two per channel.",
        "Two per channel, where Keras' total has four.",
        "Taking the mini-batch's mean for the stored moving mean.",
      ])
  }
}
