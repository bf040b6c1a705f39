import Foundation
import Testing
import Weightscope

/// What a report says of the last compile is what the live optimizer was.
struct SampleOptimizerTests {
  @Test(arguments: Sample.written.filter { $0.optimizer == nil })
  func noneIsNamedInAFileThatHoldsNone(_ sample: Sample) throws {
    #expect(try sample.report().optimizer == nil)
  }

  @Test(arguments: Sample.written.filter { $0.optimizer != nil })
  func stepAndSlots(_ sample: Sample) throws {
    let expected = try #require(sample.optimizer)
    let found = try #require(try sample.report().optimizer)
    #expect(found.step == expected.step)
    // Oracles put the shard in front of the address.
    #expect(found.slotsFor == expected.slotsFor.map { $0.components(separatedBy: ".weights.h5:").last ?? $0 })
  }

  /// Keras before 3.6 writes no name beside bare weights, and Keras 2 no learning rate.
  @Test(arguments: Sample.written.filter { $0.optimizer != nil })
  func nameAndLearningRate(_ sample: Sample) throws {
    let expected = try #require(sample.optimizer)
    let report = try sample.report()
    let found = try #require(report.optimizer)
    switch sample.file {
    case "optimizer/adam_keras2.weights.h5":
      #expect(found.name == nil && found.learningRate == nil)
      #expect(report.notes.contains { $0.code == "optimizer-not-told" })
    case "old-keras/3.5.0/transfer.weights.h5":
      #expect(found.name == nil && found.learningRate == expected.learningRate)
      #expect(report.notes.contains { $0.code == "optimizer-not-told" })
    default:
      #expect(found.name == expected.name)
      #expect(found.learningRate == expected.learningRate)
    }
  }

  /// A layer was unfrozen after training, and the model not compiled again.
  @Test(arguments: [
    ("optimizer/unfrozen_without_compile.keras", true),
    // Without a configuration nothing tells what was trainable at last.
    ("optimizer/unfrozen_without_compile.weights.h5", false),
    ("optimizer/adam.keras", false),
    ("transfer/flowers_2_fine_tuned.keras", false),
  ])
  func flagsThatDifferAreTold(file: String, differ: Bool) throws {
    let notes = try Sample.named(file).report().notes.filter { $0.code == "optimizer-differs" }
    #expect(
      notes.map(\.message)
        == (differ
          ? ["what is trainable was changed after the last compile: 2 trainable variables have no slots"]
          : []))
  }
}
