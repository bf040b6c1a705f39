import Containers
import KerasModels
import Testing

@testable import Checks

/// The steps of a real transfer-learning run, in every layout and across layouts.
struct TransferRunTests {
  static func side(_ name: String) throws -> ModelDifference.Side {
    let (contents, model) = try Fixture.open("TransferRun/" + name)
    return ModelDifference.Side(model, in: contents)
  }

  static func difference(_ before: String, _ after: String) throws -> ModelDifference {
    ModelDifference(try side(before), try side(after))
  }

  /// Every file of a turn holds the same weights.
  static let files = [
    "start": ["start.keras", "start.h5", "start.weights.h5"],
    "head_trained": [
      "head_trained.keras", "head_trained.h5", "head_trained.weights.h5", "head_trained.legacy.h5",
      "flat.keras",
      "chunked.h5", "renamed.h5",
    ],
    "fine_tuned": ["fine_tuned.keras", "fine_tuned.h5", "fine_tuned.weights.h5"],
    "statistics_moved": ["statistics_moved.keras", "statistics_moved.h5", "statistics_moved.weights.h5"],
  ]

  static func pairs(_ before: String, _ after: String) -> [[String]] {
    (files[before] ?? [before]).flatMap { one in (files[after] ?? [after]).map { [one, $0] } }
  }

  /// Layers of a run by name; the renamed file has others, in the same order.
  private static let names = [
    "conv", "bn_conv", "expand", "expand_bn", "depthwise", "depthwise_bn", "project", "head",
  ]

  private func changed(_ difference: ModelDifference) -> [String] {
    zip(Self.names, difference.layers).filter { !$0.1.isIdentical }.map(\.0)
  }

  @Test(arguments: pairs("start", "head_trained")) func theHeadWasTrained(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(changed(difference) == ["head"])
    #expect(difference.summary.backbone == "unchanged: 7 layers")
    #expect(difference.summary.head == "changed: 1 layer")
    #expect(difference.summary.parametersChanged == 25)
    #expect(difference.summary.frozenKept != false)
    #expect(difference.summary.frozenChanged.isEmpty)
    #expect(difference.summary.statisticsOnly.isEmpty)
    #expect(difference.summary.statisticsAndAffine.isEmpty)
    #expect(difference.story.first == "7 of 8 layers are identical, 1 changed (25 values).")
  }

  @Test(arguments: pairs("head_trained", "fine_tuned")) func theBlockWasTrained(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(changed(difference) == ["depthwise", "depthwise_bn", "project", "head"])
    #expect(difference.summary.backbone == "changed: 3 of 7 layers")
    // An honest step: nothing says that what changed was to stay.
    #expect(difference.summary.frozenKept != false)
    #expect(difference.summary.statisticsOnly.isEmpty)
    #expect(difference.summary.statisticsAndAffine.count == 1)
  }

  @Test(arguments: pairs("head_trained", "statistics_moved")) func onlyStatisticsMoved(_ pair: [String])
    throws
  {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(changed(difference) == ["bn_conv", "expand_bn", "depthwise_bn", "head"])
    #expect(difference.summary.statisticsOnly.count == 3)
    #expect(difference.summary.statisticsAndAffine.isEmpty)
    // Weights alone hold no flags.
    if !pair[1].contains("weights") { #expect(difference.summary.frozenKept == false) }
    #expect(difference.story.contains { $0.hasPrefix("In 3 BatchNorm only the moving statistics moved") })
  }

  @Test(arguments: pairs("head_trained", "head_trained")) func packagingChangesNothing(_ pair: [String])
    throws
  {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(difference.isIdentical)
    #expect(difference.isComplete)
    let words =
      pair[0] == pair[1]
      ? "0 of 19 variables changed: what was loaded or trained in between reached none of them."
      : pair.contains("renamed.h5")
        ? "The same weights under other names: 19 of 19 variables are identical."
        : "The same weights in other packaging: 19 of 19 variables are identical."
    #expect(difference.story == [words])
  }

  @Test func whatWasFlaggedFrozenAfterItWasTrained() throws {
    let difference = try Self.difference("head_trained.keras", "secretly_trained.keras")
    #expect(difference.summary.frozenKept == false)
    #expect(difference.story.contains { $0.hasPrefix("Flagged frozen, but changed: ") })
  }

  @Test func halfPrecision() throws {
    let difference = try Self.difference("head_trained.h5", "half.keras")
    #expect(difference.layers.allSatisfy { $0.status == .retyped })
    #expect(difference.layers.flatMap(\.variables).allSatisfy { $0.equalAfterRounding == true })
    #expect(difference.summary.parametersChanged == 0)
    #expect(difference.story.last == "float32 became float16: equal after rounding in all 19 variables.")
    let other = try Self.difference("start.h5", "half.keras")
    #expect(
      other.story.last == "float32 became float16: 17 of 19 variables are equal after rounding.")
    #expect(other.summary.head == "changed: 1 layer")
  }

  @Test func anotherHead() throws {
    let difference = try Self.difference("head_trained.weights.h5", "three_classes.keras")
    #expect(changed(difference) == ["head"])
    #expect(difference.layers.last?.status == .reshaped)
    #expect(difference.summary.head == "replaced: 1 layer")
    #expect(difference.story.last == "Another shape: head kernel 4 x 5 became 4 x 3.")
  }

  @Test func kernelsOfAnotherFramework() throws {
    let difference = try Self.difference("head_trained.keras", "transposed.h5")
    #expect(changed(difference) == ["conv", "expand", "depthwise", "project"])
    #expect(difference.layers[0].variables[0].axes == [3, 2, 0, 1])
    #expect(difference.layers[0].status == .transposed)
    #expect(difference.summary.parametersChanged == 0)
  }

  /// A layer that is on both sides and has a variable less is changed, not removed.
  @Test func aVariableLess() throws {
    let before = try Self.side("head_trained.keras")
    var after = before
    let head = after.model.layers.count - 1
    #expect(after.model.layers[head].name == "head")
    after.model.layers[head].variables.removeLast()
    let difference = ModelDifference(before, after)
    #expect(difference.layers.last?.status == .changed)
    #expect(difference.layers.last?.variables.map(\.status) == [.identical, .removed])
    #expect(difference.summary.removed == 0)
    #expect(difference.summary.head == "changed: 1 layer")
  }

  @Test func nothingOnOneSide() throws {
    let before = try Self.side("head_trained.keras")
    let nothing = ModelDifference.Side(Model(layout: .hdf5), in: before.contents)
    #expect(ModelDifference(nothing, before).story == ["The earlier file holds no variables of layers."])
    #expect(ModelDifference(before, nothing).story == ["The later file holds no variables of layers."])
    #expect(ModelDifference(nothing, nothing).story == ["The earlier file holds no variables of layers."])
  }

  @Test func aDamagedChunk() throws {
    let difference = try Self.difference("head_trained.keras", "damaged.h5")
    #expect(!difference.isComplete)
    #expect(difference.notes.map(\.place) == ["model_weights/backbone/conv/kernel"])
    #expect(changed(difference) == ["conv"])
    #expect(difference.layers[0].variables.map(\.status) == [.notCompared])
    // What was not seen is not said to be unchanged.
    #expect(difference.summary.frozenKept == nil)
    #expect(difference.summary.backbone == "unchanged in 6 of 7 layers, the rest unknown")
    #expect(difference.story.last == "1 variable could not be compared.")
  }

  /// numpy's figures of a variable.
  struct Step: Decodable {
    var max_abs: Double
    var rel_l2: Double?
    var cosine: Double?
    var changed_values: Int
  }

  /// The figures of every variable in every step, with one thread and with two.
  @Test(arguments: [1, 2]) func equalNumpys(threads: Int) throws {
    let steps = try Fixture.json("TransferRun/steps.json", as: [String: [String: Step?]].self)
    #expect(steps.count == 6)
    var options = StatisticsOptions()
    options.threads = threads
    for (step, expected) in steps {
      let turns = step.split(separator: " ")
      let before = try Self.side(turns[0] + ".keras")
      let after = try Self.side(turns[1] + ".keras")
      let difference = ModelDifference(before, after, options: options)
      var compared = 0
      for layer in difference.layers {
        let name = after.model.layers[try #require(layer.after)].name
        for variable in layer.variables {
          guard let oracle = try #require(expected["\(name)/\(variable.role.rawValue)"], "\(name)") else {
            #expect(variable.status == .reshaped)
            continue
          }
          compared += 1
          #expect(variable.largestChange == oracle.max_abs, "\(step) \(name)")
          #expect(variable.changedValues == oracle.changed_values, "\(step) \(name)")
          #expect(isNear(variable.relativeL2, oracle.rel_l2), "\(step) \(name)")
          #expect(isNear(variable.cosine, oracle.cosine), "\(step) \(name)")
        }
      }
      #expect(compared >= 17)
    }
  }

  private func isNear(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-12 * max(abs(other), 1e-3)
  }
}
