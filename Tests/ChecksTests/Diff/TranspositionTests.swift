import Containers
import KerasModels
import LayerCatalog
import Testing

@testable import Checks

struct TranspositionTests {
  /// Values 0, 1, 2 … of a shape, and the same with the axes in another order.
  private static func comparison(
    _ shape: [Int], order: [Int], spoil: Int? = nil
  ) throws -> Comparison {
    let count = shape.reduce(1, *)
    let extents = order.map { shape[$0] }
    var after = [Int32](repeating: 0, count: count)
    for position in 0..<count {
      var (rest, index) = (position, [Int](repeating: 0, count: shape.count))
      for axis in extents.indices.reversed() {
        index[order[axis]] = rest % extents[axis]
        rest /= extents[axis]
      }
      after[position] = Int32(zip(index, shape).reduce(0) { $0 * $1.1 + $1.0 })
    }
    if let spoil { after[spoil] += 1 }
    func bytes(_ values: [Int32]) -> [UInt8] {
      values.flatMap { value in withUnsafeBytes(of: value.littleEndian, Array.init) }
    }
    let file = try StatisticsRunTests.file(
      bytes((0..<Int32(count)).map { $0 }) + bytes(after), [(count, .int32), (count, .int32)])
    var variables = file.model.layers[0].variables
    variables[0].shape = shape
    variables[1].shape = extents
    return try Comparison(in: file, variables[0], variables[1])
  }

  @Test(arguments: [
    ([5, 7], [1, 0]), ([6, 6], [1, 0]), ([3, 4, 5], [2, 1, 0]), ([3, 3, 4, 8], [3, 2, 0, 1]),
    ([3, 2, 4, 8], [2, 3, 0, 1]), ([3, 2, 4, 8], [1, 3, 0, 2]),
  ]) func theOrderOfTheAxesIsFound(_ shape: [Int], _ order: [Int]) throws {
    #expect(Transposition.order(try Self.comparison(shape, order: order)) == order)
    // One value that is elsewhere, beyond those that are looked at first.
    let last = shape.reduce(1, *) - 2
    #expect(Transposition.order(try Self.comparison(shape, order: order, spoil: last)) == nil)
  }

  /// A matrix of more than one band.
  @Test func aLargeMatrix() throws {
    #expect(Transposition.order(try Self.comparison([2200, 2000], order: [1, 0])) == [1, 0])
  }

  @Test func otherShapesAreNone() throws {
    var comparison = try Self.comparison([4, 6], order: [1, 0])
    comparison.after.stored.shape = [3, 8]
    #expect(Transposition.order(comparison) == nil)
    comparison.after.stored.shape = [24]
    #expect(Transposition.order(comparison) == nil)
  }
}
