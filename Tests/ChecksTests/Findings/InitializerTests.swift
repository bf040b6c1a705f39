import Containers
import KerasModels
import LayerCatalog
import Testing

@testable import Checks

/// Kernels that Keras' initializers drew, and kernels that were trained: `initializers.json`.
struct InitializerTests {
  struct Kernel: Decodable {
    var initializer: String
    var role: String
    var shape: [Int]
    var min: Double
    var max: Double
    var mean: Double
    var std: Double
    var l2: Double
  }

  private static func measured(_ kernel: Kernel) -> MeasuredLayer {
    let count = kernel.shape.reduce(1, *)
    let variable = Variable(
      role: VariableRole(rawValue: kernel.role), roleSource: .config, name: "", address: "",
      shape: kernel.shape,
      type: .float32, dtype: "float32", parameters: count, storedValues: count, bytes: 4 * count,
      storage: VariableStorage(layout: .compact))
    var figures = ValueFigures(Moments(count: count), sample: [], sha256: nil)
    figures.minimum = kernel.min
    figures.maximum = kernel.max
    figures.mean = kernel.mean
    figures.standardDeviation = kernel.std
    figures.l2 = kernel.l2
    return MeasuredLayer(
      index: 0, layer: Layer(name: "", kind: Kind("Dense", from: .config)),
      variables: [MeasuredLayer.Measured(index: 0, variable: variable, figures: figures)])
  }

  @Test func everyInitializerIsNamed() throws {
    for kernel in try Fixture.json("initializers.json", as: [Kernel].self) {
      let layer = Self.measured(kernel)
      let match = InitializerMatch(layer.variables[0])
      switch kernel.initializer {
      case "trained": #expect(match == nil, "\(kernel.shape)")
      case "orthogonal":
        #expect(
          OrthogonalKernelRule().findings(in: layer).map(\.message) == [
            "the squares add up to 32, as in an orthogonal matrix"
          ])
      // Few normal values come near to the bound: 2,160 of them say too little.
      case _ where kernel.role == "depthwise_kernel" && kernel.initializer.hasSuffix("_normal"):
        #expect(match == nil, "\(kernel.initializer)")
      default: #expect(match?.initializer.name == kernel.initializer, "\(kernel.shape)")
      }
    }
  }

  @Test func strength() throws {
    let kernels = try Fixture.json("initializers.json", as: [Kernel].self)
    let large = try #require(kernels.first { $0.initializer == "glorot_uniform" })
    #expect(
      InitializerMatch(Self.measured(large).variables[0])?.sentence
        == "glorot_uniform: of 18,432 values the largest is 99.993 % of the bound, the variance 100.2 % of the "
        + "expected (a sign)")
    // A few values pass by chance.
    var small = large
    small.shape = [3, 3]
    let limit = (6.0 / 6).squareRoot()
    (small.min, small.max, small.mean, small.std) = (-0.9 * limit, 0.99 * limit, 0, limit / 3.0.squareRoot())
    #expect(InitializerMatch(Self.measured(small).variables[0]) == nil)
  }

  /// Keras 3.15.1, `compute_fans`.
  @Test func fans() {
    #expect(Fans([3, 3, 32, 64]).map { [$0.input, $0.output] } == [288, 576])
    #expect(Fans([3, 3, 96, 1]).map { [$0.input, $0.output] } == [864, 9])
    #expect(Fans([10, 20]).map { [$0.input, $0.output] } == [10, 20])
    #expect(Fans([7]).map { [$0.input, $0.output] } == [7, 7])
    #expect(Fans([]) == nil)
    #expect(Fans([3, 0]) == nil)
    #expect(Fans([1 << 30, 1 << 30, 1 << 30, 4]) == nil)
  }
}
