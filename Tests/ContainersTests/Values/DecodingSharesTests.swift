import Testing

@testable import Containers

/// What several children decode at once.
struct DecodingSharesTests {
  private static func shares(_ kibibytes: [Int], most: Int) -> [[Int]] {
    DecodingShares(Array(kibibytes.indices), most: most) { kibibytes[$0] << 10 }.shares
  }

  @Test func littleIsNotShared() {
    #expect(Self.shares([100, 200, 300], most: 4) == [[0, 1, 2]])
    #expect(Self.shares([], most: 4) == [])
    #expect(Self.shares([4096, 4096], most: 1) == [[0, 1]])
  }

  /// Each share has as many bytes as the others, about, in the order of the datasets.
  @Test func sharesAreOfASize() {
    #expect(Self.shares([1000, 1000, 1000, 1000], most: 2) == [[0, 1], [2, 3]])
    #expect(Self.shares([4000, 1, 1, 1], most: 2) == [[0], [1, 2, 3]])
    #expect(Self.shares([1, 1, 1, 4000], most: 2) == [[0, 1, 2, 3]])
    #expect(Self.shares([Int](repeating: 600, count: 9), most: 4) == [[0, 1, 2], [3, 4], [5, 6], [7, 8]])
  }

  @Test func sizesBeyondAllBounds() {
    #expect(DecodingShares([0, 1, 2], most: 2) { _ in .max }.shares.flatMap { $0 } == [0, 1, 2])
  }
}
