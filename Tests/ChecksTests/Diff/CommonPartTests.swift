import Containers
import KerasModels
import Testing

@testable import Checks

/// Two variables of which one has room for more than the other.
struct CommonPartTests {
  /// A variable of some shape whose values are the positions on its axes, and the same with another extent; with one
  /// value changed of the later, by its position.
  private static func comparison(_ shape: [Int], _ later: [Int], spoil: Int? = nil) throws -> Comparison {
    func values(_ shape: [Int]) -> [Int32] {
      (0..<shape.reduce(1, *)).map { position in
        var (rest, value, weight) = (position, 0, 1)
        for extent in shape.reversed() {
          value += rest % extent * weight
          rest /= extent
          weight *= 1_000
        }
        return Int32(truncatingIfNeeded: value)
      }
    }
    let before = values(shape)
    var after = values(later)
    if let spoil { after[spoil] = -1 }
    let bytes = (before + after).flatMap { value in withUnsafeBytes(of: value.littleEndian, Array.init) }
    let file = try StatisticsRunTests.file(bytes, [(before.count, .int32), (after.count, .int32)])
    var variables = file.model.layers[0].variables
    variables[0].shape = shape
    variables[1].shape = later
    return try Comparison(in: file, variables[0], variables[1])
  }

  @Test(arguments: [
    ([10, 4], [13, 4], [10, 4]), ([13, 4], [10, 4], [10, 4]), ([6, 4], [6, 7], [6, 4]),
    ([6, 7], [6, 4], [6, 4]), ([5], [9], [5]), ([3, 3, 4, 8], [3, 3, 6, 8], [3, 3, 4, 8]),
    // More than one window, of many rows and of one long row.
    ([900, 401], [900, 402], [900, 401]), ([2, 300_000], [2, 300_001], [2, 300_000]),
  ]) func whatBothHaveRoomFor(_ shape: [Int], _ later: [Int], _ common: [Int]) throws {
    #expect(CommonPart.shape(try Self.comparison(shape, later)) == common)
  }

  /// The last value of the common part, and the first beyond it.
  @Test(arguments: [
    ([10, 4], [13, 4], 39, 40), ([6, 4], [6, 7], 38, 39), ([900, 401], [900, 402], 361_798, 361_799),
    ([2, 300_000], [2, 300_001], 600_000, 600_001),
  ]) func anotherValue(_ shape: [Int], _ later: [Int], _ inside: Int, _ beyond: Int) throws {
    #expect(CommonPart.shape(try Self.comparison(shape, later, spoil: inside)) == nil)
    #expect(CommonPart.shape(try Self.comparison(shape, later, spoil: beyond)) == shape)
  }

  @Test(arguments: [([4, 6], [5, 7]), ([4, 6], [24, 2, 1]), ([0, 3], [2, 3])])
  func otherShapes(_ shape: [Int], _ later: [Int]) throws {
    #expect(CommonPart.shape(try Self.comparison(shape, later)) == nil)
  }
}
