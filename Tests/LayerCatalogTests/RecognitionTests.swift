import LayerCatalog
import Testing

@Suite("Layers without a configuration")
struct RecognitionTests {
  @Test("Every layer that Keras wrote in a corpus of files, by what the files show of it")
  func corpus() throws {
    let cases = try TraceCase.table("traces")
    #expect(cases.count > 400)
    var rightKinds = 0
    var variables = 0
    var rightRoles = 0
    for trace in cases {
      let layer = LayerCatalog.recognize(trace.traces)
      #expect(([layer.className] + layer.alternatives).contains(trace.className), "\(trace.line)")
      rightKinds += layer.className == trace.className ? 1 : 0
      for (variable, role) in zip(layer.variables, trace.roles) {
        #expect(([variable.role] + variable.alternatives).contains(role), "\(trace.line)")
        variables += 1
        rightRoles += variable.role == role ? 1 : 0
      }
    }
    #expect(rightKinds == cases.count)
    // Nothing tells gamma from beta where one of them is missing and no name is spelled.
    #expect(variables - rightRoles <= 6)
  }

  @Test("Without any name the right class and the right role are among the alternatives")
  func scrambled() throws {
    var rightKinds = 0
    var cases = 0
    for trace in try TraceCase.table("traces")
    where !["TimeDistributed", "SpectralNormalization"].contains(trace.className) {
      var traces = trace.traces
      traces.groupClass = nil
      traces.name = nil
      traces.parts = []
      for index in traces.stored.indices { traces.stored[index].name = nil }
      let layer = LayerCatalog.recognize(traces)
      #expect(([layer.className] + layer.alternatives).contains(trace.className), "\(trace.line)")
      for (variable, role) in zip(layer.variables, trace.roles) {
        #expect(([variable.role] + variable.alternatives).contains(role), "\(trace.line)")
      }
      cases += 1
      rightKinds += layer.className == trace.className ? 1 : 0
    }
    // The rest are pairs that the same shapes describe: Dense and EinsumDense, LSTM and RNN of one cell.
    #expect(Double(rightKinds) / Double(cases) > 0.8)
  }

  @Test(
    "Pairs with the same shapes name each other",
    arguments: [
      // shapes, likeliest class, further classes
      ([[3, 3, 18, 1]], "DepthwiseConv2D", ["Conv2D"]), ([[3, 3, 18, 4]], "Conv2D", ["DepthwiseConv2D"]),
      ([[1, 1, 18, 1]], "Conv2D", ["DepthwiseConv2D"]), ([[7, 7, 1, 18], [18]], "Conv2D", []),
      ([[3, 3, 16, 16], [16]], "Conv2D", ["Conv2DTranspose"]), ([[3, 3, 4, 9], [4]], "Conv2DTranspose", []),
      ([[18], [18]], "LayerNormalization", ["GroupNormalization", "BatchNormalization"]),
      ([[18], [18], [18]], "BatchNormalization", []), ([[18], [18], [18], [18]], "BatchNormalization", []),
      ([[5, 7], [7]], "Dense", ["EinsumDense"]), ([[400, 16]], "Dense", ["Embedding"]),
      ([[3, 3, 18, 1], [1, 1, 18, 24]], "SeparableConv2D", []),
      ([[5, 28], [7, 28], [28]], "LSTM", ["RNN"]),
      ([[5, 21], [7, 21], [2, 21]], "GRU", ["RNN"]), ([[5, 28], [7, 28], [56]], "CuDNNLSTM", []),
      ([[32, 3, 5, 5], [32]], "Conv2D", []), ([[4, 4, 5]], "Conv1D", ["PReLU"]),
    ] as [([[Int]], String, [String])])
  func pairs(shapes: [[Int]], className: String, others: [String]) {
    let layer = LayerCatalog.recognize(LayerTraces(stored: shapes.map { StoredShape($0) }))
    #expect(layer.className == className)
    #expect(others.allSatisfy { layer.alternatives.contains($0) })
  }

  @Test("Three vectors are beta or gamma and the statistics")
  func threeVectors() {
    let layer = LayerCatalog.recognize(
      LayerTraces(
        stored: [StoredShape([18]), StoredShape([18]), StoredShape([18])], groupClass: "BatchNormalization"))
    #expect(layer.variables.map(\.role) == [.beta, .movingMean, .movingVariance])
    #expect(layer.variables.map(\.alternatives) == [[.gamma], [], []])
    #expect(layer.alternatives.isEmpty)
    #expect(layer.evidence == .names)
  }

  @Test("Channels of neighbours decide between kernels of the same shape")
  func channels() {
    let kernel = [StoredShape([3, 3, 8, 16])]
    #expect(LayerCatalog.candidates(for: kernel).first?.className == "Conv2D")
    #expect(LayerCatalog.candidates(for: kernel, channelsIn: 8).first?.className == "Conv2D")
    #expect(
      LayerCatalog.candidates(for: kernel, channelsIn: 16, channelsOut: 8).first?.className
        == "Conv2DTranspose")
    let thin = [StoredShape([3, 3, 18, 1])]
    #expect(
      LayerCatalog.candidates(for: thin, channelsIn: 18, channelsOut: 18).first?.className
        == "DepthwiseConv2D")
    #expect(LayerCatalog.candidates(for: thin, channelsIn: 18, channelsOut: 1).first?.className == "Conv2D")
  }

  @Test("A class that is not Keras' own stays unknown, with what it looks like beside it")
  func foreign() {
    let layer = LayerCatalog.recognize(
      LayerTraces(
        stored: [StoredShape([5, 7]), StoredShape([7])], isForeignClass: true, name: "patch_encoder"))
    #expect(layer.className == "unknown")
    #expect(layer.alternatives.first == "Dense")
    #expect(layer.variables.map(\.role) == [.kernel, .bias])
  }

  @Test("A group whose variables do not fit its class keeps the class and says what would fit")
  func misfit() {
    let layer = LayerCatalog.recognize(
      LayerTraces(
        stored: [StoredShape([5, 7]), StoredShape([7]), StoredShape([3, 3])], groupClass: "Dense"))
    #expect(layer.className == "Dense")
    #expect(layer.variables.map(\.role) == [.unknown, .unknown, .unknown])
  }

  @Test(
    "Layers without variables are told by their names",
    arguments: [
      ("re_lu_3", "ReLU"), ("block_1_expand_relu", "ReLU"), ("block_2_add", "Add"), ("dropout", "Dropout"),
      ("global_average_pooling2d_1", "GlobalAveragePooling2D"), ("input_1", "InputLayer"),
      ("mixed10", "Concatenate"),
      ("maxpooling2d_4", "MaxPooling2D"),
    ])
  func withoutVariables(name: String, className: String) {
    #expect(LayerCatalog.recognize(LayerTraces(stored: [], name: name)).className == className)
  }

  @Test("Nothing is guessed from nothing")
  func nothing() {
    let layer = LayerCatalog.recognize(LayerTraces(stored: [], name: "x"))
    #expect(layer.className == "unknown")
    #expect(
      LayerCatalog.recognize(LayerTraces(stored: [StoredShape([2, 2, 2, 2, 2, 2, 2, 2])])).className
        == "unknown")
  }

  /// As Keras 3.15.1 wrote a `Dense` of 16 inputs and 6 units in groups of 8: without its zero points.
  @Test(
    "GPTQ and AWQ",
    arguments: [
      ([[6], [3, 16], [6, 2], [16]], ["bias", "kernel", "kernel_scale", "g_idx"]),
      ([[3, 16], [6, 2], [16]], ["kernel", "kernel_scale", "g_idx"]),
      ([[6], [3, 16], [6, 2], [16], [16]], ["bias", "kernel", "kernel_scale", "awq_scales", "g_idx"]),
    ] as [([[Int]], [String])])
  func grouped(shapes: [[Int]], roles: [String]) {
    let stored = shapes.map { StoredShape($0, isInteger: $0 == [3, 16]) }
    let layer = LayerCatalog.recognize(LayerTraces(stored: stored, groupClass: "Dense"))
    #expect(layer.variables.map(\.role.rawValue) == roles)
  }
}
