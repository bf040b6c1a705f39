import Containers
import KerasModels
import LayerCatalog
import Testing

@testable import Checks

/// Values, and what the rules say of them.
struct RulesTests {
  private static func figures(_ values: [Double]) -> ValueFigures {
    ValueFigures(values.withUnsafeBufferPointer { LeafMoments.of($0) }, sample: values, sha256: nil)
  }

  private static func findings(
    _ kind: String, _ variables: [(role: VariableRole, figures: ValueFigures)]
  ) -> [ValueFinding] {
    var layer = Layer(name: "layer", kind: Kind(kind, from: .config))
    layer.variables = variables.map { role, figures in
      Variable(
        role: role, roleSource: .config, name: role.rawValue, address: "layer/" + role.rawValue,
        shape: [figures.count], type: .float32, dtype: "float32", parameters: figures.count,
        storedValues: figures.count, bytes: 4 * figures.count, storage: VariableStorage(layout: .compact))
    }
    return ValueRules.findings(
      in: Model(layout: .hdf5, layers: [layer]), ModelStatistics(figures: [variables.map(\.figures)]))
  }

  /// Each finding as `id: message`.
  private static func words(_ kind: String, _ role: VariableRole, _ values: [Double]) -> [String] {
    findings(kind, [(role, figures(values))]).map { "\($0.id): \($0.message)" }
  }

  @Test func whatIsNotFinite() {
    #expect(
      Self.words("Dense", "kernel", [.nan, 1, .infinity, -.infinity, 2]) == [
        "nan: 1 of 5 values is NaN, at [0]", "infinity: 2 of 5 values are infinite, the first at [2]",
      ])
  }

  @Test func kernelsOfOneNumber() {
    #expect(Self.words("Dense", "kernel", [0, 0, 0]) == ["all-zero: all 3 values are 0"])
    #expect(Self.words("Conv2D", "kernel", [2, 2, 2]) == ["all-equal: all 3 values are 2.0"])
    #expect(Self.words("Conv2D", "kernel", [2, 2, 3]).isEmpty)
    // Where they begin, and honestly may stay.
    #expect(Self.words("Dense", "bias", [0, 0, 0]).isEmpty)
    #expect(Self.words("LayerNormalization", "gamma", [1, 1, 1]).isEmpty)
    #expect(Self.words("Dense", .loraKernelB, [0, 0, 0]).isEmpty)
  }

  @Test func variances() {
    #expect(
      Self.words("BatchNormalization", .movingVariance, [1, -0.5, 0]) == [
        "moving-variance-negative: its smallest value is -0.5", "moving-variance-zero: 1 of 3 variances is 0",
      ])
    #expect(Self.words("BatchNormalization", .movingVariance, [1, 0.5]).isEmpty)
  }

  @Test func statisticsThatWereNeverUpdated() {
    let zeros = Self.figures([0, 0])
    let ones = Self.figures([1, 1])
    let found = Self.findings(
      "BatchNormalization", [(.gamma, ones), (.movingMean, zeros), (.movingVariance, ones)])
    #expect(found.map(\.id) == ["batch-norm-never-updated"])
    #expect(found.map(\.variables) == [[1, 2]])
    #expect(
      Self.findings("BatchNormalization", [(.movingMean, zeros), (.movingVariance, Self.figures([1, 2]))])
        .isEmpty)
  }

  @Test func smallGammas() {
    let half = [Double](repeating: 1e-5, count: 10) + [Double](repeating: 1, count: 10)
    #expect(Self.words("BatchNormalization", .gamma, half) == ["gamma-near-zero: 50 % of 20 are below 0.001"])
    #expect(Self.words("BatchNormalization", .gamma, [1e-5] + [Double](repeating: 1, count: 19)).isEmpty)
    #expect(Self.words("LayerScale", .gamma, [1e-6, 1e-6, 1.1e-6]).isEmpty)
  }

  @Test func channelsOfZeros() {
    var figures = Self.figures([0, 1, 0, 2])
    figures.zeroChannels = 1
    #expect(
      Self.findings("Dense", [("kernel", figures)]).map(\.message) == [
        "1 of 4 output channels has only zeros"
      ])
  }
}
