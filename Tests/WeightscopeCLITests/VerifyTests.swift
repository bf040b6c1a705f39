import Foundation
import Testing

/// `weightscope verify`, run as a user runs it.
struct VerifyTests {
  private static let folder = BinaryTests.samples + "/mobilenet_v2/"

  private func verify(_ arguments: String...) throws -> BinaryTests.Outcome {
    try BinaryTests.run(["verify"] + arguments, in: URL(filePath: Self.folder))
  }

  @Test(arguments: ["mobilenet_v2_0.35_classes_5.h5", "mobilenet_v2_0.35_classes_5.keras"])
  func aWholeModelMatches(_ name: String) throws {
    let outcome = try verify(name)
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("all 105 layers with variables match"))
  }

  /// The sample's script changed one kernel and one gamma.
  @Test func whatWasChangedIsNamed() throws {
    let outcome = try verify("two_deviations.h5")
    #expect(outcome.status == 1)
    #expect(outcome.output.contains("2 of 105 layers with variables deviate"))
    #expect(outcome.output.contains("block_6_project "))
    #expect(outcome.output.contains("block_10_depthwise_BN "))
  }

  @Test(arguments: [
    ("MobileNetV2(alpha=0.35, classes=5)", 0), ("mobilenet_v2(alpha=0.35,classes=5)", 0),
    ("MobileNetV2(alpha=0.5, classes=5)", 1), ("MobileNetV2(alpha=0.35, include_top=False)", 1),
    ("MobileNetV2(alpha=0.35)", 1), ("ResNet50", 1), ("MobileNetV2(alpa=0.35)", 64), ("LeNet", 64),
  ]) func againstANamedArchitecture(_ call: String, _ status: Int) throws {
    let path = "mobilenet_v2_0.35_classes_5.weights.h5"
    #expect(try verify(path, "--architecture", call).status == Int32(status))
  }

  /// The answer to "You are trying to load a weight file containing N layers into a model with M layers".
  @Test func theLayerThatIsTooMuchIsNamed() throws {
    let outcome = try verify(
      "mobilenet_v2_0.35_classes_5.weights.h5", "--architecture",
      "MobileNetV2(alpha=0.35, include_top=False)")
    #expect(outcome.output.contains("1 of 105 layers with variables deviates"))
    #expect(outcome.output.contains("predictions"))
    #expect(outcome.output.contains("the file holds 105 layers with variables, MobileNetV2 has 104"))
  }

  /// The verdict is about the selected layers alone.
  @Test(arguments: [
    ("block_6*", 1, "1 of 6 layers with variables deviates"),
    ("block_1_*", 0, "all 6 layers with variables match"),
    ("none*", 1, "nothing to verify: no layer with variables matches"),
  ]) func someLayers(_ select: String, _ status: Int, _ words: String) throws {
    let outcome = try verify("two_deviations.h5", "--select", select)
    #expect(outcome.status == Int32(status))
    #expect(outcome.output.contains(words))
    #expect(!outcome.output.contains("block_10"))
  }

  /// A file of one block lacks nearly all layers of MobileNetV2: only what is selected of them counts.
  @Test func missingLayersThatAreNotSelected() throws {
    let cut = BinaryTests.samples + "/bottleneck/bn_three.weights.h5"
    let all = try verify(cut, "--architecture", "MobileNetV2(alpha=0.35)", "--format", "ndjson")
    #expect(all.output.contains("\"place\":\"block_16_project_BN\""))
    let some = try verify(
      cut, "--architecture", "MobileNetV2(alpha=0.35)", "--select", "block_16*", "--format", "ndjson")
    #expect(some.status == 1)
    #expect(some.output.contains("\"place\":\"block_16_project_BN\""))
    #expect(!some.output.contains("\"place\":\"block_15_project_BN\""))
    #expect(some.output.contains("\"mismatch\":6"))
  }

  @Test func jsonHasTheVerdict() throws {
    let outcome = try verify("two_deviations.h5", "--format", "json")
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(document["command"] as? String == "verify")
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    #expect(file["verdict"] as? String == "mismatch")
    let layers = try #require(file["layers"] as? [[String: Any]])
    #expect(
      layers.filter { $0["verdict"] as? String == "mismatch" }.compactMap { $0["name"] as? String }
        == ["block_6_project", "block_10_depthwise_BN"])
  }

  @Test func aFileThatCannotBeReadWins() throws {
    let outcome = try verify("two_deviations.h5", "/nowhere/model.h5")
    #expect(outcome.status == 2)
  }
}
