import Containers
import KerasModels
import LayerCatalog
import Testing

@testable import Checks

/// Integers and their scale, held against the values before.
struct QuantizationCheckTests {
  /// Six values, six integers and some scales, one behind the other in a file.
  private static func misfits(
    _ role: VariableRole, _ shape: [Int], _ steps: [Int8], _ scales: [Float], _ scaleShape: [Int]
  ) throws -> Int? {
    let values: [Float] = [0.5, -1, 0.25, 2, -0.75, 1.5]
    let bytes =
      (values + scales).flatMap { withUnsafeBytes(of: $0.bitPattern.littleEndian, Array.init) }
      + steps.map { UInt8(bitPattern: $0) }
    let file = try StatisticsRunTests.file(
      bytes, [(values.count, .float32), (scales.count, .float32), (steps.count, .int8)])
    var variables = file.model.layers[0].variables
    let scaleRole: VariableRole = role == .embeddings ? "embeddings_scale" : "kernel_scale"
    (variables[0].shape, variables[1].shape, variables[2].shape) = (shape, scaleShape, shape)
    (variables[1].role, variables[2].role) = (scaleRole, role)
    let scale = try Subject(variables[1], files: file.contents.files)
    let source = file.contents.valueSources(of: [scale.stored], limits: Limits())[0]
    let check = QuantizationCheck(of: variables[2], by: variables[1], values: try source.get())
    return check?.misfits(in: try Comparison(in: file, variables[0], variables[2]))
  }

  /// Three outputs: 0.5 · 10, -1 · 100, 0.25 · 20, 2 · 10, -0.75 · 100, 1.5 · 20.
  @Test func aScaleForEachOutput() throws {
    let steps: [Int8] = [5, -100, 5, 20, -75, 30]
    #expect(try Self.misfits("kernel", [2, 3], steps, [10, 100, 20], [3]) == 0)
    #expect(try Self.misfits("kernel", [2, 1, 3], steps, [10, 100, 20], [1, 1, 3]) == 0)
    #expect(try Self.misfits("kernel", [2, 3], [5, -100, 6, 20, -75, 30], [10, 100, 20], [3]) == 1)
    #expect(try Self.misfits("kernel", [2, 3], steps, [11, 100, .nan], [3]) == 3)
  }

  /// Two rows of three: the first by 4, the second by 40. A half may be rounded to either side.
  @Test func aScaleForEachRow() throws {
    #expect(try Self.misfits("embeddings", [2, 3], [2, -4, 1, 80, -30, 60], [4, 40], [2]) == 0)
    #expect(try Self.misfits("embeddings", [2, 3], [1, -2, 0, 40, -15, 30], [2, 20], [2]) == 0)
    #expect(try Self.misfits("embeddings", [2, 3], [2, -4, 1, 80, -30, 61], [4, 40], [2]) == 1)
  }

  @Test func otherScales() throws {
    let steps = [Int8](repeating: 0, count: 6)
    #expect(try Self.misfits("kernel", [2, 3], steps, [1, 1], [2]) == nil)
    #expect(try Self.misfits("kernel", [2, 3], steps, [1, 1, 1], [3, 1]) == nil)
  }
}
