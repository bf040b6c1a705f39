import Containers
import Testing

@testable import KerasModels

/// What the order of a nested model's weights proves of which of them were trainable: lists as tf_keras 2.21.0 writes
/// them for a convolution, its normalization and a second of each.
struct LegacyTrainableTests {
  private static let shapes = ["kernel:0": [3, 3, 4, 4]]

  private func model(_ names: [String]) -> Model {
    ModelReader.read(
      .legacy([
        ("base", names.map { ($0, LegacyTrainableTests.shapes[String($0.split(separator: "/")[1])] ?? [4]) }),
        ("head", [("head/kernel:0", [4, 5]), ("head/bias:0", [5])]),
      ]))
  }

  /// The flags of the weights that are listed, in that order: T trainable, F not trainable, - not known.
  private func flags(_ names: [String]) -> String {
    let variables = model(names).layers.flatMap(\.variables)
    return names.map { name in
      let flag = variables.first { $0.name == name }?.trainable
      return flag.map { $0 ? "T" : "F" } ?? "-"
    }.joined()
  }

  private static let nothingFrozen = [
    "a/kernel:0", "bn_a/gamma:0", "bn_a/beta:0", "b/kernel:0", "bn_b/gamma:0", "bn_b/beta:0",
    "bn_a/moving_mean:0", "bn_a/moving_variance:0", "bn_b/moving_mean:0", "bn_b/moving_variance:0",
  ]

  @Test func nothingFrozen() {
    // The last gamma and beta are parted from their own statistics by those of the first.
    #expect(flags(LegacyTrainableTests.nothingFrozen) == "TTTTTTFFFF")
  }

  @Test func everythingFrozen() {
    let names = [
      "a/kernel:0", "bn_a/gamma:0", "bn_a/beta:0", "bn_a/moving_mean:0", "bn_a/moving_variance:0",
      "b/kernel:0", "bn_b/gamma:0", "bn_b/beta:0", "bn_b/moving_mean:0", "bn_b/moving_variance:0",
    ]
    #expect(flags(names) == "---FFFFFFF")
  }

  @Test func theFirstPairFrozen() {
    let names = [
      "b/kernel:0", "bn_b/gamma:0", "bn_b/beta:0",
      "a/kernel:0", "bn_a/gamma:0", "bn_a/beta:0", "bn_a/moving_mean:0", "bn_a/moving_variance:0",
      "bn_b/moving_mean:0", "bn_b/moving_variance:0",
    ]
    #expect(flags(names) == "TTT---FFFF")
  }

  @Test func onlyTheNormalizationsFrozen() {
    let names = [
      "a/kernel:0", "b/kernel:0",
      "bn_a/gamma:0", "bn_a/beta:0", "bn_a/moving_mean:0", "bn_a/moving_variance:0",
      "bn_b/gamma:0", "bn_b/beta:0", "bn_b/moving_mean:0", "bn_b/moving_variance:0",
    ]
    #expect(flags(names) == "----FFFFFF")
  }

  /// One normalization at the end looks the same, frozen or not.
  @Test func nothingIsProvenBeforeALastNormalization() {
    let names = ["a/kernel:0", "bn/gamma:0", "bn/beta:0", "bn/moving_mean:0", "bn/moving_variance:0"]
    #expect(flags(names) == "---FF")
    #expect(model(names).trainableSource == nil)
  }

  @Test func aModelWithoutNormalizationProvesNothing() {
    let names = ["a/kernel:0", "a/bias:0", "b/kernel:0", "b/bias:0", "c/kernel:0"]
    #expect(flags(names) == "-----")
    #expect(model(names).trainableSource == nil)
  }

  @Test func theSourceIsToldOnce() throws {
    let model = model(LegacyTrainableTests.nothingFrozen)
    #expect(model.trainableSource == .legacyOrder)
    let notes = model.notes.filter { $0.code == "trainable-from-order" }
    #expect(notes.count == 1)
    #expect(notes[0].place == "base/a/kernel:0")
    #expect(model.order.source == .layerNames)
    #expect(model.order.note != nil)
    // The layer outside has no such order.
    let head = try #require(model.layers.last)
    #expect(head.variables.map(\.trainable) == [nil, nil])
  }
}
