/// `MelSpectrogram`: frequencies on the mel scale; nothing is stored.
struct MelSpectrogram: LayerDefinition {
  var className: String { "MelSpectrogram" }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    let bins = try settings.integer("num_mel_bins", default: 128)
    let stride = try settings.integer("sequence_stride", default: 512)
    let samples = input.extents[input.rank == 1 ? 0 : 1]
    // READ keras/src/layers/preprocessing/mel_spectrogram.py 3.15.1.
    let time = samples.map { ($0 + stride + 1) / stride }
    return [input.rank == 1 ? [bins, time] : [input.extents[0], bins, time]]
  }

  var example: LayerExample? { LayerExample([:], inputs: [[nil, 4000]], outputs: [[nil, 128, 8]]) }

  var explanation: LayerExplanation {
    LayerExplanation("Turns a signal into its frequencies on the scale that ears hear.")
  }
}
