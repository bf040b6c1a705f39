import Testing
import Weightscope

/// A layer that stands in two places is one layer in every file, however often a layout stores it.
@Suite("Shared layers across layouts")
struct SharedLayersTests {
  static let files = [
    [
      "shared_across_depths.keras", "shared_across_depths.h5", "shared_across_depths.weights.h5",
      "shared_across_depths.legacy.h5",
    ],
    [
      "shared_by_two_models.keras", "shared_by_two_models.h5", "shared_by_two_models.weights.h5",
      "shared_by_two_models.legacy.h5", "shared_by_two_models_keras2.keras",
    ],
  ]

  static let pairs = files.flatMap { group in
    group.flatMap { one in group.filter { $0 != one }.map { [one, $0] } }
  }

  @Test("have no counterpart too many", arguments: pairs)
  func identical(_ pair: [String]) throws {
    let paths = pair.map { Sample.folder + "/nested/" + $0 }
    let difference = try #require(Weightscope.diff(paths[0], paths[1], analyses: false).difference)
    #expect(difference.summary.identical == 4)
    #expect(difference.summary.added == 0)
    #expect(difference.summary.removed == 0)
    #expect(difference.isIdentical)
    #expect(difference.story == ["The same weights in other packaging: 8 of 8 variables are identical."])
  }
}
