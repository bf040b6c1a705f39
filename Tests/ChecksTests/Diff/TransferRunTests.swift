import Containers
import Foundation
import KerasModels
import Testing

@testable import Checks

/// The steps of a real transfer-learning run, in every layout and across layouts.
struct TransferRunTests {
  static func side(_ name: String) throws -> ModelDifference.Side {
    let path = SampleModels.folder.appending(components: "transfer_run", name).path(percentEncoded: false)
    let contents = try ContainerReader.read(path: path, limits: Limits())
    return ModelDifference.Side(ModelReader.read(contents), in: contents)
  }

  static func difference(_ before: String, _ after: String) throws -> ModelDifference {
    ModelDifference(try side(before), try side(after))
  }

  private static let layouts = [".keras", ".h5", ".weights.h5", ".legacy.h5"]

  /// Every file of a turn holds the same weights.
  static let files = [
    "head_attached": layouts.map { "head_attached" + $0 },
    "head_trained": layouts.map { "head_trained" + $0 } + [
      "head_trained.weights.json", "head_trained_chunked.h5", "head_trained_flat.keras",
      "head_trained_renamed.h5", "head_trained_renamed.weights.h5",
    ],
    "fine_tuned": layouts.map { "fine_tuned" + $0 },
    "statistics_moved": layouts.map { "statistics_moved" + $0 },
    "secretly_trained": layouts.map { "secretly_trained" + $0 },
    "half": layouts.dropLast().map { "head_trained_half" + $0 },
    "three_classes": ["three_classes.keras"],
    "seven_classes": ["seven_classes.keras"],
    "backbone": ["backbone.weights.h5"],
  ]

  static func pairs(_ before: String, _ after: String) -> [[String]] {
    (files[before] ?? []).flatMap { one in (files[after] ?? []).map { [one, $0] } }
  }

  /// The layers of the run in their order; the renamed files have others in the same order.
  private static let names = [
    "conv", "bn_conv", "expand", "expand_bn", "depthwise", "depthwise_bn", "project", "head",
  ]

  /// The run's names of the layers that are not identical, in its order.
  private func changed(_ difference: ModelDifference, _ pair: [String]) throws -> [String] {
    let isRenamed = pair.map { $0.contains("renamed") }
    let side = try Self.side(isRenamed[1] ? pair[0] : pair[1])
    let found = difference.layers.enumerated().filter { !$0.element.isIdentical }.compactMap {
      position, layer -> String? in
      if isRenamed[0], isRenamed[1] { return Self.names[position] }
      return (isRenamed[1] ? layer.before : layer.after).map { side.model.layers[$0].name }
    }
    return Self.names.filter(found.contains)
  }

  /// Whether a file holds the flag of every layer.
  private func holdsFlags(_ file: String) -> Bool { !file.contains("weights") && !file.contains("legacy") }

  @Test(arguments: pairs("backbone", "head_attached")) func aHeadWasAttached(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(difference.summary.identical == 7)
    #expect(difference.summary.added == 1)
    #expect(try changed(difference, pair) == ["head"])
    #expect(
      difference.story.first
        == "What both files hold is identical (7 layers), 1 was added (25 values).")
    #expect(difference.summary.frozenKept != false)
  }

  @Test(arguments: pairs("head_attached", "head_trained")) func theHeadWasTrained(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(try changed(difference, pair) == ["head"])
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
    #expect(try changed(difference, pair) == ["depthwise", "depthwise_bn", "project", "head"])
    #expect(difference.summary.backbone == "changed: 3 of 7 layers")
    // An honest step: nothing says that what changed was to stay.
    #expect(difference.summary.frozenKept != false)
    #expect(!difference.story.contains { $0.hasPrefix("Flagged frozen, but changed") })
    if holdsFlags(pair[1]) { #expect(difference.summary.frozenKept == true) }
    #expect(difference.summary.statisticsOnly.isEmpty)
    #expect(difference.summary.statisticsAndAffine.count == 1)
  }

  @Test(arguments: pairs("head_trained", "statistics_moved")) func onlyStatisticsMoved(_ pair: [String])
    throws
  {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(try changed(difference, pair) == ["bn_conv", "expand_bn", "depthwise_bn", "head"])
    #expect(difference.summary.statisticsOnly.count == 3)
    #expect(difference.summary.statisticsAndAffine.isEmpty)
    if holdsFlags(pair[1]) { #expect(difference.summary.frozenKept == false) }
    #expect(difference.story.contains { $0.hasPrefix("In 3 BatchNorm only the moving statistics moved") })
  }

  @Test(arguments: pairs("head_trained", "secretly_trained"))
  func whatWasFlaggedFrozenAfterItWasTrained(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(try changed(difference, pair) == Self.names)
    #expect(difference.summary.backbone == "changed: 7 layers")
    #expect(difference.summary.statisticsAndAffine.count == 3)
    guard holdsFlags(pair[1]) else {
      #expect(difference.summary.frozenKept != true)
      return
    }
    #expect(difference.summary.frozenKept == false)
    #expect(difference.story.contains { $0.hasPrefix("Flagged frozen, but changed: ") })
  }

  @Test(arguments: pairs("head_trained", "head_trained")) func packagingChangesNothing(_ pair: [String])
    throws
  {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(difference.isIdentical)
    #expect(difference.isComplete)
    let isRenamed = pair.map { $0.contains("renamed") }
    let words =
      pair[0] == pair[1]
      ? "Both names lead to one file, in which 19 variables can only be identical."
      : isRenamed[0] != isRenamed[1]
        ? "The same weights under other names: 19 of 19 variables are identical."
        : "The same weights in other packaging: 19 of 19 variables are identical."
    #expect(difference.story == [words])
  }

  @Test(arguments: pairs("head_trained", "half")) func halfPrecision(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(difference.layers.allSatisfy { $0.status == .retyped })
    #expect(difference.layers.flatMap(\.variables).allSatisfy { $0.equalAfterRounding == true })
    #expect(difference.summary.parametersChanged == 0)
    #expect(difference.summary.frozenKept != false)
    #expect(difference.story.first == "No layer changed beyond how its values are written.")
    #expect(difference.story.last == "float32 became float16: equal after rounding in all 19 variables.")
  }

  @Test(arguments: pairs("head_attached", "half")) func halfPrecisionOfAnotherTurn(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(
      difference.story.last == "float32 became float16: 17 of 19 variables are equal after rounding.")
    #expect(difference.summary.head == "changed: 1 layer")
  }

  /// Under its own name the head was replaced; where the names are others, one went and another came.
  @Test(arguments: pairs("head_trained", "three_classes")) func anotherHead(_ pair: [String]) throws {
    let difference = try Self.difference(pair[0], pair[1])
    #expect(try changed(difference, pair) == ["head"])
    #expect(difference.summary.backbone == "unchanged: 7 layers")
    #expect(difference.summary.head == "replaced: 1 layer")
    if pair[0].contains("renamed") {
      #expect(difference.summary.added == 1 && difference.summary.removed == 1)
    } else {
      #expect(difference.layers.last?.status == .reshaped)
      #expect(difference.story.last == "Another shape: head kernel 4 x 5 became 4 x 3.")
    }
  }

  /// The same model before quantization and after it.
  @Test(arguments: [
    ("int8", "float32 became int8", "and every value is the nearest step of its scale."),
    ("int4", "float32 became int8 (two values to a byte)", "which diff does not undo."),
  ]) func quantized(_ file: String, _ types: String, _ words: String) throws {
    let folder = "../numbers/"
    let difference = try Self.difference(folder + "lora.keras", folder + file + ".keras")
    #expect(difference.layers.map(\.status) == [.changed, .identical, .changed])
    #expect(difference.layers[0].variables.first?.status == .retyped)
    #expect(
      difference.story.last
        == types + " with a scale beside the values in 2 layers: quantized, " + words)
  }

  /// Two classes more: 2 x 4 values of the kernel and 2 of the bias are new.
  @Test(arguments: pairs("head_trained", "seven_classes").filter { !$0[0].contains("renamed") })
  func aLargerHead(_ pair: [String]) throws {
    let larger = try Self.difference(pair[0], pair[1])
    #expect(try changed(larger, pair) == ["head"])
    #expect(larger.summary.head == "resized: 1 layer")
    #expect(larger.summary.parametersChanged == 10)
    #expect(
      larger.story.last
        == "Another shape: head kernel 4 x 5 became 4 x 7, the first 4 x 5 unchanged.")
    let smaller = try Self.difference(pair[1], pair[0])
    #expect(smaller.summary.parametersChanged == 0)
    #expect(
      smaller.story.last
        == "Another shape: head kernel 4 x 7 became 4 x 5, the first 4 x 5 unchanged.")
  }

  @Test(arguments: (files["head_trained"] ?? []).filter { !$0.contains("renamed") })
  func kernelsOfAnotherFramework(_ file: String) throws {
    let pair = [file, "head_trained_transposed.h5"]
    let difference = try Self.difference(pair[0], pair[1])
    #expect(try changed(difference, pair) == ["conv", "expand", "depthwise", "project"])
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
    let difference = try Self.difference("head_trained.keras", "head_trained_damaged.h5")
    #expect(!difference.isComplete)
    #expect(difference.notesAfter.map(\.place) == ["model_weights/backbone/conv/kernel"])
    #expect(try changed(difference, ["head_trained.keras", "head_trained_damaged.h5"]) == ["conv"])
    #expect(difference.layers[0].variables.map(\.status) == [.notCompared])
    // What was not seen is not said to be unchanged.
    #expect(difference.summary.frozenKept == nil)
    #expect(difference.summary.backbone == "unchanged in 6 of 7 layers, the rest unknown")
    #expect(difference.story.last == "1 of 19 variables could not be compared; the others are identical.")
  }

  /// numpy's figures of a variable.
  struct Figures: Decodable {
    var max_abs: Double
    var rel_l2: Double?
    var cosine: Double?
    var changed_values: Int
  }

  struct Step: Decodable {
    var before: String
    var after: String
    /// By layer and role.
    var variables: [String: Figures]
  }

  /// The figures of every variable in every step, with one thread and with two.
  @Test(arguments: [1, 2]) func equalNumpys(threads: Int) throws {
    struct Document: Decodable { var steps: [Step] }
    let oracle = SampleModels.folder.appending(path: "oracles/transfer_run/steps.json")
    let steps = try JSONDecoder().decode(Document.self, from: Data(contentsOf: oracle)).steps
    #expect(steps.count == 6)
    var options = StatisticsOptions()
    options.threads = threads
    for step in steps {
      let after = try Self.side(step.after + ".keras")
      let difference = ModelDifference(try Self.side(step.before + ".keras"), after, options: options)
      #expect(difference.layers.flatMap(\.variables).count == step.variables.count)
      for layer in difference.layers {
        let name = after.model.layers[try #require(layer.after)].name
        for variable in layer.variables {
          let oracle = try #require(step.variables["\(name)/\(variable.role.rawValue)"], "\(name)")
          let place = "\(step.before) \(step.after) \(name)"
          #expect(variable.largestChange == oracle.max_abs, "\(place)")
          #expect(variable.changedValues == oracle.changed_values, "\(place)")
          #expect(isNear(variable.relativeL2, oracle.rel_l2), "\(place)")
          #expect(isNear(variable.cosine, oracle.cosine), "\(place)")
        }
      }
    }
  }

  private func isNear(_ one: Double?, _ other: Double?) -> Bool {
    guard let one, let other else { return one == nil && other == nil }
    return abs(one - other) <= 1e-12 * max(abs(other), 1e-3)
  }
}
