import Testing
import Weightscope

@Suite("The architectures of the samples")
struct SampleArchitecturesTests {
  private static let whole = [
    "mobilenet_v2/mobilenet_v2_0.35_classes_5.h5", "mobilenet_v2/mobilenet_v2_0.35_classes_5.keras",
    "mobilenet_v2/mobilenet_v2_0.35_classes_5.weights.h5",
  ]

  @Test("MobileNetV2 0.35 with five classes, in three layouts", arguments: whole)
  func mobileNetV2(_ file: String) throws {
    let found = try #require(try Sample.named(file).report().architecture)
    #expect(found.name == "MobileNetV2")
    #expect(found.match == .exact)
    #expect(found.variant["alpha"] == 0.35)
    #expect(found.variant["classes"] == 5)
    #expect(found.fitted == ["alpha", "classes"])
    #expect(found.variantRanges == [.init(name: "alpha", lowest: 0.3375, highest: 0.3624)])
    #expect(found.outputActivation == (file.hasSuffix(".weights.h5") ? nil : "softmax"))
  }

  @Test("the standard names are those that Keras gave")
  func standardNames() throws {
    let report = try Sample.named("mobilenet_v2/mobilenet_v2_0.35_classes_5.weights.h5").report()
    for layer in report.layers where !layer.variables.isEmpty { #expect(layer.standardName == layer.name) }
  }

  @Test("Teachable Machine's file: a backbone in a Sequential of Sequentials")
  func teachableMachine() throws {
    let found = try #require(try Sample.named("wild/keras_model.h5").report().architecture)
    #expect(found.name == "MobileNetV2")
    #expect(found.match == .backbone)
    #expect(found.variant["alpha"] == 0.35)
    #expect(found.variant["include_top"] == false)
    #expect(found.deviations == ["layers of its own behind: dense (100 outputs), dense_1 (3 outputs)"])
  }

  @Test("two deviations, in words")
  func deviations() throws {
    let found = try #require(try Sample.named("mobilenet_v2/two_deviations.h5").report().architecture)
    #expect(found.match == .deviates)
    #expect(
      found.deviations == [
        "block_6 has 32 channels where alpha 0.35 has 24",
        "block_10_depthwise_BN: gamma is 200 instead of 144",
      ])
  }

  @Test("no other sample is called an application")
  func others() throws {
    for sample in Sample.readable where !Self.whole.contains(sample.file) {
      if ["wild/keras_model.h5", "mobilenet_v2/two_deviations.h5"].contains(sample.file) { continue }
      let found = try sample.report().architecture
      #expect(found == nil, "\(sample.file)")
    }
  }
}
