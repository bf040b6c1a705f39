import Containers
import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

/// Which stored variable is held against which expected one, where a change of shape hides what it is.
struct VariablePairsTests {
  typealias Variables = KeyValuePairs<VariableRole, [Int]>

  struct Case: Sendable, CustomTestStringConvertible {
    var layer: String
    var expected: Variables
    var stored: Variables
    var sentences: [String]
    var testDescription: String { sentences.joined(separator: "; ") }
  }

  /// Roles as recognition reads them from such files.
  static let cases = [
    Case(
      layer: "BatchNormalization",
      expected: [.gamma: [64], .beta: [64], .movingMean: [64], .movingVariance: [64]],
      stored: [.unknown: [64], .unknown: [67], .unknown: [64], .unknown: [64]],
      sentences: ["beta is 67 instead of 64, channels: 67 instead of 64"]),
    Case(
      layer: "DepthwiseConv2D", expected: [.depthwiseKernel: [3, 3, 18, 1], .bias: [18]],
      stored: [.kernel: [1, 18, 3, 3], .bias: [18]],
      sentences: [
        "depthwise_kernel is 1 x 18 x 3 x 3 instead of 3 x 3 x 18 x 1, kernel height: 1 instead of 3, kernel width: 18 "
          + "instead of 3, channels: 3 instead of 18, depth_multiplier: 3 instead of 1 "
          + "(transposed: PyTorch stores it in this order)"
      ]),
    // Quantized: the bias first, then the kernel, which shapes that fit nothing do not show.
    Case(
      layer: "Dense", expected: [.kernel: [6, 4], .bias: [4]], stored: [.bias: [6, 4], .kernel: [5]],
      sentences: ["bias is 5 instead of 4, units: 5 instead of 4"]),
    Case(
      layer: "Conv2D", expected: [.kernel: [3, 3, 3, 8], .bias: [8]],
      stored: [.kernel: [3, 3, 3, 8], .unknown: [3, 3]],
      sentences: ["bias is 3 x 3 instead of 8"]),
    Case(
      layer: "Conv2D", expected: [.kernel: [3, 3, 3, 8], .bias: [8]],
      stored: [.bias: [8], .gamma: [8], .kernel: [3, 3, 3, 8]],
      sentences: ["gamma (8) is not expected (saved with scale=True)"]),
  ]

  @Test(arguments: cases) func sentences(_ row: Case) {
    let layer = Layer(
      name: "layer", kind: Kind(row.layer, from: .names),
      variables: row.stored.map { role, shape in
        Variable(
          role: role, roleSource: .shapes, name: role.rawValue, address: role.rawValue, shape: shape,
          type: .float32, dtype: "float32", parameters: 0, storedValues: 0, bytes: 0,
          storage: VariableStorage(layout: .contiguous(offset: nil)))
      })
    let expectation = Expectation(
      variables: row.expected.map { ExpectedVariable(role: $0.key, shape: $0.value, trainable: nil) },
      source: .graph)
    let deviations = Deviation.all(of: layer, from: expectation, isLast: false)
    #expect(deviations.map(\.sentence) == row.sentences)
  }
}
