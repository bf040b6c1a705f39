import LayerCatalog
import Testing

@Suite("Multiply-accumulates of one example")
struct MultiplyAccumulateTests {
  /// Products with kernels, every tap counted; biases, normalizations and activations are outside the convention.
  /// The first rows are MobileNetV2 1.0 at 224, measured with TensorFlow's profiler; the rest are worked out by hand.
  @Test(
    "Kernel times positions",
    arguments: [
      (
        "Conv2D", ["filters": 32, "kernel_size": 3, "strides": 2, "padding": "same", "use_bias": false],
        [[nil, 224, 224, 3]], 10_838_016
      ),
      ("Conv2D", ["filters": 1280, "kernel_size": 1, "use_bias": false], [[nil, 7, 7, 320]], 20_070_400),
      ("Dense", ["units": 1000], [[nil, 1280]], 1_280_000),
      ("DepthwiseConv2D", ["kernel_size": 3, "padding": "same"], [[nil, 112, 112, 32]], 112 * 112 * 32 * 9),
      ("Conv2D", ["filters": 6, "kernel_size": 3, "groups": 2], [[nil, 8, 8, 4]], 36 * 9 * 2 * 6),
      (
        "Conv2D", ["filters": 6, "kernel_size": 3, "data_format": "channels_first"], [[nil, 4, 8, 9]],
        6 * 7 * 9 * 4 * 6
      ),
      ("Conv1D", ["filters": 4, "kernel_size": 3], [[nil, 16, 3]], 14 * 3 * 3 * 4),
      (
        "SeparableConv2D", ["filters": 24, "kernel_size": 3, "padding": "same"], [[nil, 8, 8, 18]],
        64 * (9 * 18 + 18 * 24)
      ),
      ("Conv2DTranspose", ["filters": 4, "kernel_size": 3, "strides": 2], [[nil, 8, 8, 5]], 64 * 9 * 4 * 5),
      ("Dense", ["units": 4], [[nil, 6, 5]], 6 * 5 * 4),
      (
        "EinsumDense", ["equation": "abc,cde->abde", "output_shape": [nil, 3, 4]], [[nil, 9, 5]],
        9 * 5 * 3 * 4
      ),
      ("LSTM", ["units": 4], [[nil, 7, 3]], 7 * (3 * 16 + 4 * 16)),
      (
        "Bidirectional", ["layer": ["class_name": "GRU", "config": ["units": 4]]], [[nil, 7, 3]],
        2 * 7 * (3 * 12 + 4 * 12)
      ),
      (
        "TimeDistributed", ["layer": ["class_name": "Dense", "config": ["units": 4]]], [[nil, 7, 3]],
        7 * 3 * 4
      ),
      (
        "MultiHeadAttention", ["num_heads": 2, "key_dim": 3], [[nil, 6, 8], [nil, 5, 8]], 48 * (6 + 5 + 5 + 6)
      ),
      ("BatchNormalization", [:], [[nil, 8, 8, 4]], 0), ("Add", [:], [[nil, 8, 8, 4], [nil, 8, 8, 4]], 0),
    ] as [(String, Settings, [TensorShape], Int)])
  func products(className: String, settings: Settings, inputs: [TensorShape], expected: Int) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let outputs = try definition.outputs(settings, inputs: inputs)
    #expect(definition.multiplyAccumulates(settings, inputs: inputs, outputs: outputs) == expected)
  }

  @Test("Unknown extents give no number")
  func unknown() throws {
    for (className, settings, inputs) in [
      ("Conv2D", ["filters": 4, "kernel_size": 3], [[nil, nil, nil, 3]]),
      ("LSTM", ["units": 4], [[nil, nil, 3]]),
      ("Dense", ["units": 4], [[nil, nil, 5]]),
    ] as [(String, Settings, [TensorShape])] {
      let definition = try #require(LayerCatalog.definition(named: className))
      let outputs = try definition.outputs(settings, inputs: inputs)
      #expect(definition.multiplyAccumulates(settings, inputs: inputs, outputs: outputs) == nil)
    }
  }
}
