import LayerCatalog
import Testing

@Suite("Convolutions, depthwise and dense layers")
struct ConvolutionTests {
  private func definition(_ name: String) throws -> any LayerDefinition {
    try #require(LayerCatalog.definition(named: name))
  }

  @Test("The 3 -> 18 -> 18 bottleneck's multiply-accumulates at 32 x 32")
  func multiplyAccumulates() throws {
    let depthwise = try definition("DepthwiseConv2D")
    let settings: Settings = ["kernel_size": 3, "padding": "same", "use_bias": false]
    let input: TensorShape = [nil, 32, 32, 18]
    let outputs = try depthwise.outputs(settings, inputs: [input])
    #expect(depthwise.multiplyAccumulates(settings, inputs: [input], outputs: outputs) == 9 * 18 * 1024)
    let open: TensorShape = [nil, nil, nil, 18]
    #expect(
      depthwise.multiplyAccumulates(
        settings, inputs: [open], outputs: try depthwise.outputs(settings, inputs: [open]))
        == nil)
  }

  @Test("What cannot be built names the cause")
  func failures() throws {
    let convolution = try definition("Conv2D")
    let input: TensorShape = [nil, 8, 8, 3]
    #expect(throws: PredictionFailure.setting(name: "filters")) {
      try convolution.variables(["kernel_size": 3], inputs: [input])
    }
    #expect(throws: PredictionFailure.setting(name: "kernel_size")) {
      try convolution.variables(["filters": 4, "kernel_size": [3]], inputs: [input])
    }
    #expect(throws: PredictionFailure.setting(name: "groups")) {
      try convolution.variables(["filters": 4, "kernel_size": 3, "groups": 3], inputs: [input])
    }
    #expect(throws: PredictionFailure.unknownExtent(axis: 3)) {
      try convolution.variables(["filters": 4, "kernel_size": 3], inputs: [[nil, 8, 8, nil]])
    }
    #expect(throws: PredictionFailure.inputs(expected: "an input of rank 4")) {
      try convolution.variables(["filters": 4, "kernel_size": 3], inputs: [[nil, 8, 3]])
    }
    #expect(throws: PredictionFailure.self) {
      let large = 1 << 31
      return try convolution.variables(
        ["filters": .integer(large), "kernel_size": .integer(large)], inputs: [input])
    }
    #expect(throws: PredictionFailure.self) {
      try convolution.outputs(["filters": 4, "kernel_size": 9], inputs: [input])
    }
  }
}
