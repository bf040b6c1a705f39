import CNumerics
import Containers
import Testing

@testable import Checks

struct ComparisonTests {
  /// Whatever instructions the processor has, the sums are the same to the last bit.
  @Test(arguments: [0, 1, 15, 16, 17, 1000, 4096])
  func everySetOfInstructionsGivesTheSame(_ count: Int) {
    var generator = SystemRandomNumberGenerator()
    let one = (0...count).map { _ in Float.random(in: -3...5, using: &generator) }
    let other = one.map { Bool.random(using: &generator) ? $0 : $0 * 1.001 }
    one.withUnsafeBufferPointer { one in
      other.withUnsafeBufferPointer { other in
        guard let first = one.baseAddress, let second = other.baseAddress else { return }
        var portable = weightscope_differences()
        #expect(weightscope_differences_by(0, first + 1, second + 1, count, &portable) == 1)
        for level: Int32 in [1, 2] {
          var found = weightscope_differences()
          guard weightscope_differences_by(level, first + 1, second + 1, count, &found) == 1 else { continue }
          #expect(found.first == portable.first)
          #expect(found.second == portable.second)
          #expect(found.both == portable.both)
          #expect(found.squares == portable.squares)
          #expect(found.largest == portable.largest)
          #expect(found.changed == portable.changed)
        }
      }
    }
  }

  private static func sums(_ before: [Float], _ after: [Float]) -> DifferenceSums {
    let widening = Widening(.float32, isBigEndian: false)
    return before.withUnsafeBytes { one in
      after.withUnsafeBytes { other in
        LeafComparison(before: widening, after: widening).compare(one, other, PairScratch(windowBytes: 8))
      }
    }
  }

  @Test func whatIsNotFinite() {
    let sums = Self.sums([.nan, 1, .infinity, .infinity, 2], [.nan, .nan, .infinity, -.infinity, 4])
    #expect(sums.changed == 3)
    #expect(sums.nanBefore == 1)
    #expect(sums.nanAfter == 2)
    #expect(sums.largest == 2)
    #expect(sums.squares == 4)
  }

  @Test func angles() {
    #expect(Self.sums([3, 4], [3, 4]).cosine == 1)
    #expect(Self.sums([3, 4], [-3, -4]).cosine == -1)
    #expect(Self.sums([1, 0], [0, 1]).cosine == 0)
    #expect(Self.sums([0, 0], [0, 1]).cosine == nil)
    #expect(Self.sums([0, 0], [0, 1]).relativeL2 == nil)
    #expect(Self.sums([0, 0], [0, 0]).relativeL2 == 0)
    #expect(Self.sums([3, 4], [3, 5]).relativeL2 == 0.2)
  }

  /// Another type and another byte order: the values decide.
  @Test func acrossTypes() {
    let before: [UInt8] = [0x3F, 0x80, 0, 0, 0x3F, 0xC0, 0, 0]
    let after: [UInt8] = [0x00, 0x3C, 0x01, 0x3E]
    let sums = before.withUnsafeBytes { one in
      after.withUnsafeBytes { other in
        LeafComparison(
          before: Widening(.float32, isBigEndian: true), after: Widening(.float16, isBigEndian: false)
        ).compare(one, other, PairScratch(windowBytes: 8))
      }
    }
    // 1 and 1.5 became 1 and 1.5009765625.
    #expect(sums.changed == 1)
    #expect(sums.largest == 0.0009765625)
    #expect(sums.unrounded == 1)
  }
}
