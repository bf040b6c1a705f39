/// `STFTSpectrogram`: a short-time Fourier transform as a convolution with fixed waves.
struct STFTSpectrogram: SignedLayer {
  var className: String { "STFTSpectrogram" }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let frame = try settings.integer("frame_length", default: 256)
    let shape = [frame, 1, try frequencies(settings)]
    let mode = try settings.string("mode", default: "log")
    var own: [VariableSpecification] = []
    if mode != "imag" { own.append(try .init(checked: .realKernel, shape)) }
    if mode != "real" { own.append(try .init(checked: .imaginaryKernel, shape)) }
    return LayerVariables(own)
  }

  private func frequencies(_ settings: Settings) throws(PredictionFailure) -> Int {
    let frame = try settings.integer("frame_length", default: 256)
    return try settings.integer("fft_length", default: frame) / 2 + 1
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single(rank: 3)
    let axes = try ImageAxes(settings, dimensions: 1)
    let frame = try settings.integer("frame_length", default: 256)
    let step = try settings.integer("frame_step", default: max(frame / 2, 1))
    let window = Window(size: [frame], strides: [step], padding: try Window.padding(settings))
    let time = try window.outputs([input.extents[axes.spatialAxes.lowerBound]])[0]
    let channels = try input.known(axis: axes.channelAxis)
    let mode = try settings.string("mode", default: "log")
    let bins = try frequencies(settings) * (mode == "stft" ? 2 : 1)
    if try settings.bool("expand_dims", default: false) {
      return [
        axes.channelsFirst
          ? [input.extents[0], channels, time, bins] : [input.extents[0], time, bins, channels]
      ]
    }
    return [
      axes.shape(batch: input.extents[0], space: [time], channels: try CheckedCounts.extent(bins, channels))
    ]
  }

  var signatures: [Signature] {
    let fits: @Sendable (RoleShapes) -> Double = { shapes in
      let shape = shapes.stored.first?.shape ?? []
      guard shape.count == 3, shape[1] == 1, shapes.stored.allSatisfy({ $0.shape == shape }) else { return 0 }
      return shapes.stored.count == 2 ? 0.9 : 0.1
    }
    return [
      Signature([.realKernel, .imaginaryKernel], fits), Signature([.realKernel], fits),
      Signature([.imaginaryKernel], fits),
    ]
  }

  var arguments: [LayerArgument] {
    [
      LayerArgument("mode", .text, "log, magnitude, psd, stft, angle, real or imag"),
      LayerArgument("frame_length", .integer, "samples of a frame, 256 unless given"),
      LayerArgument("frame_step", .integer, "samples between frames"),
      LayerArgument("fft_length", .integer, "frame_length unless given"), .padding, .dataFormat,
      LayerArgument("expand_dims", .flag(false), "an axis of channels behind the frequencies"),
    ]
  }

  var example: LayerExample? {
    LayerExample(
      ["frame_length": 16, "frame_step": 8, "fft_length": 16], inputs: [[nil, 4000, 1]],
      variables: [.init(.realKernel, [16, 1, 9]), .init(.imaginaryKernel, [16, 1, 9])], parameters: 288,
      outputs: [[nil, 499, 9]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Turns a signal into its frequencies, window by window.",
      symbols: [.init("n", "frame_length"), .init("m", "fft_length / 2 + 1, the frequencies")],
      variables: [
        .init(.realKernel, "n·m", "Cosines; absent with mode=\"imag\"."),
        .init(.imaginaryKernel, "n·m", "Sines; absent with mode=\"real\"."),
      ],
      count: "2·n·m",
      notes: [
        "The waves are computed, not learned, but Keras counts them as trainable unless trainable=False."
      ])
  }
}

extension VariableRole {
  static let realKernel: VariableRole = "real_kernel"
  static let imaginaryKernel: VariableRole = "imag_kernel"
}
