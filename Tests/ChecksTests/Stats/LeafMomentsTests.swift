import CNumerics
import Testing

@testable import Checks

struct LeafMomentsTests {
  /// Whatever instructions the processor has, the sums are the same to the last bit.
  @Test(arguments: [0, 1, 5, 15, 16, 17, 31, 33, 1000, 4096])
  func everySetOfInstructionsGivesTheSame(_ count: Int) {
    var generator = SystemRandomNumberGenerator()
    // One more in front, so that no address is a multiple of 16.
    let values = (0...count).map { _ in Float.random(in: -3...5, using: &generator) }
    values.withUnsafeBufferPointer { buffer in
      guard let start = buffer.baseAddress else { return }
      var portable = weightscope_moments()
      #expect(weightscope_moments_by(0, start + 1, count, &portable) == 1)
      for level: Int32 in [1, 2] {
        var other = weightscope_moments()
        guard weightscope_moments_by(level, start + 1, count, &other) == 1 else { continue }
        #expect(other.sum == portable.sum)
        #expect(other.squares == portable.squares)
        #expect(other.minimum == portable.minimum)
        #expect(other.maximum == portable.maximum)
        #expect(other.zero == portable.zero)
      }
    }
  }

  @Test(arguments: [3, 16, 20])
  func whatIsNotFiniteIsCountedAndLeftOut(_ place: Int) {
    var values = [Float](repeating: 0, count: 21)
    values[0] = 4
    values[1] = -4
    values[place] = .nan
    let other = place == 3 ? 5 : 3
    values[other] = -.infinity
    let floats = values.withUnsafeBufferPointer { LeafMoments.of($0) }
    let doubles = values.map { Double($0) }.withUnsafeBufferPointer { LeafMoments.of($0) }
    let expected = Moments(
      count: 21, nan: 1, infinite: 1, zero: 17, firstNaN: place, firstInfinite: other, minimum: -4,
      maximum: 4,
      sum: 0, squares: 32)
    #expect(floats == expected)
    #expect(doubles == expected)
  }

  @Test func bothWidthsAgree() {
    let values = (0..<4096).map { Float($0 % 97) - 40 }
    let floats = values.withUnsafeBufferPointer { LeafMoments.of($0) }
    let doubles = values.map { Double($0) }.withUnsafeBufferPointer { LeafMoments.of($0) }
    // Sums of small integers are exact.
    #expect(floats.sum == doubles.sum)
    #expect(floats.sum == Double(values.reduce(0, +)))
    #expect(floats.zero == 42)
    #expect(doubles.zero == 42)
    #expect(abs(floats.squares - doubles.squares) < 1e-9 * doubles.squares)
  }
}
