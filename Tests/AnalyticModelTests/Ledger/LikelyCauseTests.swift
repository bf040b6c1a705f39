import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

/// Copies of a small model changed on purpose: each change is found, at its layer, and in words that say where it comes
/// from.
struct LikelyCauseTests {
  /// A change of what a file stores, and what is said of it.
  struct Change: Sendable, CustomTestStringConvertible {
    var layer: String
    var variable: String
    /// `nil` takes the variable away.
    var shape: [Int]?
    var reason: String
    var testDescription: String { "\(layer) \(variable) \(shape.map { "\($0)" } ?? "missing")" }

    init(_ layer: String, _ variable: String, _ shape: [Int]?, _ reason: String) {
      (self.layer, self.variable, self.shape, self.reason) = (layer, variable, shape, reason)
    }
  }

  private static let stored: StoredShapes = [
    "conv": ["kernel": [3, 3, 3, 8], "bias": [8]],
    "bn": ["gamma": [8], "beta": [8], "moving_mean": [8], "moving_variance": [8]],
    "hidden": ["kernel": [8, 6]],
    "dense": ["kernel": [6, 10], "bias": [10]],
  ]

  private static let configuration = """
    {"class_name": "Sequential", "config": {"name": "small", "layers": [
    {"class_name": "InputLayer", "config": {"name": "input", "batch_shape": [null, 8, 8, 3]}},
    {"class_name": "Conv2D", "config": {"name": "conv", "filters": 8, "kernel_size": [3, 3]}},
    {"class_name": "BatchNormalization", "config": {"name": "bn", "axis": -1}},
    {"class_name": "GlobalAveragePooling2D", "config": {"name": "pool"}},
    {"class_name": "Dense", "config": {"name": "hidden", "units": 6, "use_bias": false}},
    {"class_name": "Dense", "config": {"name": "dense", "units": 10}}]}}
    """

  private func reasons(changed changes: [Change]) -> [String: String] {
    let model = Model.legacy(Self.configuration, Self.stored) { layer, variables in
      var variables = variables
      for change in changes where change.layer == layer {
        variables.removeAll { $0.name == change.variable }
        if let shape = change.shape { variables.append((change.variable, shape)) }
      }
      return variables
    }
    let ledger = Analysis(model).ledger
    var reasons: [String: String] = [:]
    for (layer, entry) in zip(model.layers, ledger.entries) where entry.verdict == .mismatch {
      reasons[layer.name] = entry.reason
    }
    return reasons
  }

  @Test func theModelItselfMatches() {
    #expect(reasons(changed: []).isEmpty)
  }

  @Test(arguments: [
    Change(
      "conv", "kernel", [8, 3, 3, 3],
      "kernel is 8 x 3 x 3 x 3 instead of 3 x 3 x 3 x 8, kernel height: 8 instead of 3, filters: 3 instead of 8 "
        + "(transposed: PyTorch stores it in this order)"),
    Change(
      "dense", "kernel", [10, 6],
      "kernel is 10 x 6 instead of 6 x 10, input features: 10 instead of 6, units: 6 instead of 10 "
        + "(transposed: PyTorch stores it in this order)"),
    Change(
      "conv", "kernel", [3, 3, 1, 8],
      "kernel is 3 x 3 x 1 x 8 instead of 3 x 3 x 3 x 8, input channels: 1 instead of 3 (made for grey images)"
    ),
    Change("conv", "bias", nil, "bias (8) is missing (saved with use_bias=False)"),
    Change("bn", "gamma", nil, "gamma (8) is missing (saved with scale=False)"),
    Change("hidden", "bias", [6], "bias (6) is not expected (saved with use_bias=True)"),
    Change(
      "dense", "kernel", [6, 3],
      "kernel is 6 x 3 instead of 6 x 10, units: 3 instead of 10 (another number of classes)"),
    // Nothing is likelier than anything else.
    Change(
      "hidden", "kernel", [8, 7], "kernel is 8 x 7 instead of 8 x 6, units: 7 instead of 6"),
    Change(
      "bn", "moving_mean", [9], "moving_mean is 9 instead of 8, channels: 9 instead of 8"),
  ]) func aChange(_ change: Change) {
    #expect(reasons(changed: [change]) == [change.layer: change.reason])
  }

  /// Where most layers deviate, the whole network was made with another width.
  @Test func anotherWidth() {
    let found = reasons(changed: [
      Change("conv", "kernel", [3, 3, 3, 16], ""), Change("conv", "bias", [16], ""),
      Change("bn", "gamma", [16], ""), Change("hidden", "kernel", [16, 6], ""),
    ])
    #expect(found.keys.sorted() == ["bn", "conv", "hidden"])
    #expect(
      found["hidden"]
        == "kernel is 16 x 6 instead of 8 x 6, input features: 16 instead of 8 "
        + "(as most layers: another alpha, or another width)")
  }

  /// Measured with Keras 3.15.1, which leaves the zero points of GPTQ and AWQ out of its files.
  @Test func zeroPointsThatKerasDoesNotSave() {
    let deviation = Deviation(role: .kernelZero, difference: .missing(expected: [6, 2]))
    #expect(
      LikelyCause.of(deviation, in: "Dense", isLast: false)
        == "Keras 3.15 leaves it out when it saves, and cannot load the file")
  }
}
