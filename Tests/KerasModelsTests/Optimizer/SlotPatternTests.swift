import Testing

@testable import KerasModels

/// Slots of a Dense layer of 4 inputs and 3 units, then one of 2 units, as Keras 3.15.1 and tf_keras 2.21.0 store them.
struct SlotPatternTests {
  static let variables = [[4, 3], [3], [3, 2], [2]]
  static let pairs = variables.flatMap { [$0, $0] }

  static let stored: [(optimizer: String, slots: [[Int]])] = [
    ("SGD", variables),
    ("Lion", variables),
    ("Adagrad", variables),
    ("RMSprop", variables),
    ("RMSprop", variables + variables + variables),
    ("Adam", pairs),
    ("Adam", variables + pairs),
    ("Adam", pairs + variables),
    ("AdamW", variables + variables + pairs + variables),
    ("Nadam", pairs),
    ("Ftrl", pairs),
    // Keras 3.
    ("Adafactor", [[4], [3], [4, 3], [], [], [3], [3], [2], [3, 2], [], [], [2]]),
    // Keras 2.
    ("Adafactor", [[4], [3], [4, 3], [3], [3], [2], [3, 2], [2]]),
    ("Muon", [[4, 3], [3], [3], [3, 2], [2], [2]]),
  ]

  @Test(arguments: stored)
  func aPatternOfTheClassGivesTheVariables(optimizer: String, slots: [[Int]]) {
    let readings = SlotPattern.patterns(of: optimizer).compactMap { $0.variables(of: slots) }
    #expect(readings.contains(SlotPatternTests.variables))
  }

  @Test(arguments: stored)
  func aPatternOfAnyClassGivesTheVariables(optimizer: String, slots: [[Int]]) {
    let readings = SlotPattern.patterns(of: nil).compactMap { $0.variables(of: slots) }
    #expect(readings.contains(SlotPatternTests.variables))
  }

  @Test(arguments: [
    [[4, 3]],
    [[4, 3], [4, 3], [3]],
    [[4, 3], [3], [4, 3], [3]],
  ])
  func otherSlotsAreNoPairs(slots: [[Int]]) {
    #expect(SlotPattern.runs(before: 0, together: 2, after: 0).variables(of: slots) == nil)
  }
}
