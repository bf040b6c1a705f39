import LayerCatalog
import Testing

@Suite("Configurations of Keras 1")
struct Keras1Tests {
  /// Settings as `get_config` of Keras 1.2.2 writes them (read in its source), with the shapes that its `build` makes.
  @Test(
    "Names of settings and shapes of variables",
    arguments: [
      (
        "Convolution2D",
        [
          "nb_filter": 32, "nb_row": 3, "nb_col": 5, "border_mode": "same", "subsample": [2, 2],
          "dim_ordering": "tf", "bias": true,
        ],
        [nil, 8, 9, 3], [[3, 5, 3, 32], [32]], [nil, 4, 5, 32]
      ),
      (
        "Convolution2D",
        [
          "nb_filter": 32, "nb_row": 3, "nb_col": 5, "border_mode": "valid", "subsample": [1, 1],
          "dim_ordering": "th", "bias": false,
        ],
        [nil, 3, 8, 9], [[32, 3, 3, 5]], [nil, 32, 6, 5]
      ),
      ("Dense", ["output_dim": 7, "bias": true, "input_dim": 5], [nil, 5], [[5, 7], [7]], [nil, 7]),
      (
        "Embedding", ["input_dim": 11, "output_dim": 4, "init": "uniform"], [nil, 6], [[11, 4]], [nil, 6, 4]
      ),
      (
        "LSTM", ["output_dim": 4, "consume_less": "gpu", "return_sequences": true], [nil, 7, 3],
        [[3, 16], [4, 16], [16]], [nil, 7, 4]
      ),
      (
        "LSTM", ["output_dim": 4, "consume_less": "cpu"], [nil, 7, 3],
        [[3, 4], [4, 4], [4], [3, 4], [4, 4], [4], [3, 4], [4, 4], [4], [3, 4], [4, 4], [4]], [nil, 4]
      ),
      (
        "GRU", ["output_dim": 4, "consume_less": "gpu"], [nil, 7, 3], [[3, 12], [4, 12], [12]], [nil, 4]
      ),
      (
        "MaxPooling1D", ["pool_length": 3, "stride": 2, "border_mode": "valid"], [nil, 9, 5], [], [nil, 4, 5]
      ),
      (
        "ZeroPadding2D", ["padding": [1, 2, 3, 4], "dim_ordering": "tf"], [nil, 8, 8, 3], [],
        [nil, 11, 15, 3]
      ),
      ("Dropout", ["p": 0.5], [nil, 5], [], [nil, 5]),
    ] as [(String, Settings, TensorShape, [[Int]], TensorShape)])
  func settings(
    className: String, settings: Settings, input: TensorShape, shapes: [[Int]], output: TensorShape
  ) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let modern = LayerCatalog.modernSettings(settings, className: className)
    #expect(try definition.variables(modern, inputs: [input]).all.map(\.shape) == shapes)
    #expect(try definition.outputs(modern, inputs: [input]) == [output])
  }

  @Test("Later settings stay as they are")
  func modern() {
    let settings: Settings = ["filters": 32, "kernel_size": [3, 3], "padding": "same"]
    #expect(LayerCatalog.modernSettings(settings, className: "Conv2D") == settings)
  }

  @Test("Kernels kept gate by gate are an LSTM's")
  func gates() {
    let gate = [
      StoredShape([3, 4], name: .kernel), StoredShape([4, 4], name: .recurrentKernel),
      StoredShape([4], name: .bias),
    ]
    let layer = LayerCatalog.recognize(LayerTraces(stored: gate + gate + gate + gate, name: "lstm_1"))
    #expect(layer.className == "LSTM")
    #expect(layer.variables.prefix(3).map(\.role) == [.kernel, .recurrentKernel, .bias])
  }
}
