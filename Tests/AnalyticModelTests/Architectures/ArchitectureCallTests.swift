import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("Architectures as people write them")
struct ArchitectureCallTests {
  @Test("a call with Keras' arguments")
  func call() throws {
    let call = try ArchitectureCall("MobileNetV2(alpha=0.5, classes=10, weights=None)")
    #expect(call.architecture.name == "MobileNetV2")
    #expect(call.arguments.own["alpha"] == 0.5)
    #expect(call.arguments.classes == 10)
    // MobileNetV2 0.5 without its top has 706,224 parameters, its Dense 1280·10 + 10.
    #expect(try call.graph().parameters == 706_224 + 12_810)
  }

  @Test(
    "other ways of writing",
    arguments: [
      ("keras.applications.ResNet50V2", "ResNet50V2", true, 3),
      (" mobilenet_v2 ( include_top = False , ) ", "MobileNetV2", false, 3),
      ("VGG16(input_shape=(32, 32, 1), include_top=False)", "VGG16", false, 1),
      ("ConvNeXt-Tiny()", "ConvNeXtTiny", true, 3),
      ("MobileNetV3Small(minimalistic=True,input_channels=4)", "MobileNetV3Small", true, 4),
    ])
  func forms(_ text: String, _ name: String, _ includesTop: Bool, _ channels: Int) throws {
    let call = try ArchitectureCall(text)
    #expect(call.architecture.name == name)
    #expect(call.arguments.includeTop == includesTop)
    #expect(call.arguments.inputChannels == channels)
  }

  @Test(
    "what is wrong is said",
    arguments: [
      ("", ArchitectureError.syntax(offset: 0, expected: "the name of an architecture")),
      ("MobileNetV9", .unknownArchitecture(name: "MobileNetV9", similar: ["MobileNet"])),
      (
        "ResNet50(alpha=1)",
        .unknownArgument(
          name: "alpha", architecture: "ResNet50",
          known: ["include_top", "classes", "input_shape", "input_channels"])
      ),
      (
        "MobileNetV2(alpha=big)",
        .syntax(offset: 18, expected: "a number, True, False, None or a quoted text")
      ),
      ("MobileNetV2(alpha=0.5", .syntax(offset: 21, expected: ", or )")),
      ("MobileNetV2(alpha=0.5) x", .syntax(offset: 23, expected: "nothing more")),
      ("MobileNetV2(classes=0)", .argument(name: "classes", expected: "an integer from 1 on")),
      ("MobileNetV2(include_top=1)", .argument(name: "include_top", expected: "True or False")),
      ("VGG16(input_shape=(32, 32))", .argument(name: "input_shape", expected: "(height, width, channels)")),
      ("VGG16(input_shape=((((((((", .syntax(offset: 19, expected: "a value")),
    ])
  func errors(_ text: String, _ error: ArchitectureError) {
    #expect(throws: error) { try ArchitectureCall(text) }
  }

  @Test("a value that Keras would not take")
  func value() throws {
    let call = try ArchitectureCall("MobileNetV2(alpha=0)")
    #expect(throws: ArchitectureError.argument(name: "alpha", expected: "a number above 0, up to 100")) {
      try call.graph()
    }
  }
}
