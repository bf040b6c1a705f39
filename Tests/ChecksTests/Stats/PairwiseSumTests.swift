import Testing

@testable import Checks

struct PairwiseSumTests {
  private static func moments(_ values: [Double]) -> Moments {
    values.withUnsafeBufferPointer { LeafMoments.of($0) }
  }

  /// Leaves one by one, or in subtrees that several threads added up: the same tree.
  @Test(arguments: [1, 2, 7, 8, 9, 16, 29])
  func subtreesChangeNothing(_ count: Int) {
    let leaves = (0..<count).map { leaf in Self.moments((0..<5).map { Double($0 * leaf) / 7 + 0.1 }) }
    var oneByOne = PairwiseSum()
    for leaf in leaves { oneByOne.add(leaf) }
    var bySubtrees = PairwiseSum()
    for start in stride(from: 0, to: count, by: 4) {
      var subtree = PairwiseSum()
      for leaf in leaves[start..<min(start + 4, count)] { subtree.add(leaf) }
      bySubtrees.add(subtree.total, level: 2)
    }
    #expect(oneByOne.total == bySubtrees.total)
  }

  @Test func unionsOfSets() {
    let union = Self.moments([1, 2, 3]) + Self.moments([10, 20])
    #expect(union.count == 5)
    #expect(union.minimum == 1)
    #expect(union.maximum == 20)
    #expect(union.sum == 36)
    // numpy.var([1, 2, 3, 10, 20]) * 5
    #expect(abs(union.squares - 254.8) < 1e-12)
    #expect(Moments() + union == union)
    #expect(union + Moments() == union)
  }
}
