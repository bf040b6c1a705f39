import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("Architectures, recognised by the shapes of weights alone")
struct IdentificationTests {
  private func identified(_ shapes: [[[Int]]]) -> IdentifiedArchitecture? {
    ArchitectureIdentifier.identify(StoredModels.model(shapes))
  }

  private func setUp(_ variant: ApplicationsOracle.Variant, _ arguments: inout ArchitectureArguments) throws {
    arguments = variant.arguments(try Architectures.named(variant.name))
  }

  @Test("every application, with another number of classes", arguments: ApplicationsOracle.shared.variants)
  func whole(_ variant: ApplicationsOracle.Variant) throws {
    let architecture = try Architectures.named(variant.name)
    var arguments = variant.arguments(architecture)
    arguments.classes = 7
    let shapes = try StoredModels.shapes(variant.name) { $0 = arguments }
    let found = try #require(identified(shapes))
    #expect(found.match == .exact)
    #expect(found.name == variant.name)
    #expect(found.variant["classes"] == 7)
    #expect(found.variant["include_top"] == true)
    #expect(found.variant["input_channels"] == 3)
    #expect(found.variant["alpha"] == variant.args.alpha.map(SettingValue.number))
    #expect(found.fitted == (variant.args.alpha == nil ? ["classes"] : ["alpha", "classes"]))
    #expect(found.deviations.isEmpty)
    #expect(found.head.isEmpty)
    let graph = try architecture.graph(arguments)
    #expect(
      shapes.indices.map { found.standardName(of: $0) } == graph.withVariables.map { graph.layers[$0].name })
  }

  @Test("every application without its top", arguments: ApplicationsOracle.shared.variants)
  func withoutTop(_ variant: ApplicationsOracle.Variant) throws {
    let architecture = try Architectures.named(variant.name)
    var arguments = variant.arguments(architecture)
    arguments.includeTop = false
    let found = try #require(identified(try StoredModels.shapes(variant.name) { $0 = arguments }))
    #expect(found.match == .exact)
    #expect(found.name == variant.name)
    #expect(found.variant["classes"] == .null)
    #expect(found.variant["include_top"] == false)
    #expect(found.variant["alpha"] == variant.args.alpha.map(SettingValue.number))
    #expect(found.variant["minimalistic"] == variant.minimalisticSetting)
  }

  @Test(
    "the interval of alpha is that of the channels, measured in live Keras",
    arguments: [
      ("MobileNetV2", 0.35, 0.3375, 0.3624), ("MobileNetV2", 0.5, 0.4875, 0.5124),
      ("MobileNetV2", 0.75, 0.75, 0.7624), ("MobileNetV2", 1.0, 0.9875, 1.0031),
      ("MobileNetV2", 1.3, 1.2969, 1.3031), ("MobileNetV2", 1.4, 1.3969, 1.4031),
    ])
  func alpha(_ name: String, _ alpha: Double, _ lowest: Double, _ highest: Double) throws {
    let shapes = try StoredModels.shapes(name) {
      $0.own["alpha"] = .number(alpha)
      $0.includeTop = false
    }
    let found = try #require(identified(shapes))
    #expect(found.ranges == [.init(argument: "alpha", lowest: lowest, highest: highest)])
  }

  @Test("an alpha that nobody published is fitted", arguments: [0.1, 0.2, 0.42, 0.6, 0.9, 1.25, 2.0])
  func unpublished(_ alpha: Double) throws {
    for name in ["MobileNet", "MobileNetV2", "MobileNetV3Small", "MobileNetV3Large"] {
      let shapes = try StoredModels.shapes(name) { $0.own["alpha"] = .number(alpha) }
      let found = try #require(identified(shapes), "\(name)")
      #expect(found.match == .exact, "\(name)")
      let range = try #require(found.ranges.first)
      #expect((range.lowest...range.highest).contains(alpha), "\(name)")
    }
  }

  @Test("grey and many-channelled images", arguments: [1, 2, 4, 13])
  func channels(_ channels: Int) throws {
    for name in ["MobileNetV2", "EfficientNetB0", "EfficientNetV2B0", "ResNet50V2", "ConvNeXtTiny", "VGG16"] {
      let found = identified(try StoredModels.shapes(name) { $0.inputChannels = channels })
      #expect(found?.match == .exact, "\(name)")
      #expect(found?.variant["input_channels"] == .integer(channels), "\(name)")
    }
  }

  @Test("VGG at another size, which its first dense layer shows")
  func flattened() throws {
    let found = identified(try StoredModels.shapes("VGG16") { ($0.height, $0.width) = (96, 96) })
    #expect(found?.match == .exact)
    #expect(found?.graph.arguments.height == 96)
  }

  @Test("what weights do not tell is null")
  func unknown() throws {
    let found = try #require(identified(try StoredModels.shapes("MobileNetV3Small")))
    #expect(found.variant["include_preprocessing"] == .null)
    #expect(found.outputActivation == nil)
    #expect(
      found.preprocessing.text
        == "RGB in [0, 255]: x / 127.5 - 1, inside the network unless it was built with "
        + "include_preprocessing=False")
  }

  @Test("strides and residuals are supplied")
  func supplies() throws {
    let shapes = try StoredModels.shapes("MobileNetV2") { $0.own["alpha"] = 0.5 }
    let found = try #require(identified(shapes))
    // block_3: 16 channels in and out, but stride 2 (position 20 is its depthwise convolution).
    #expect(found.layer(of: 20)?.name == "block_3_depthwise")
    #expect(found.layer(of: 20)?.settings["strides"] == 2)
    #expect(found.block(of: 20)?.residual == false)
    #expect(found.block(of: 20)?.stride == 2)
    #expect(found.block(of: 26)?.name == "block_4")
    #expect(found.block(of: 26)?.residual == true)
  }

  @Test("a file that orders the layers of one class only")
  func byCounter() throws {
    for name in ["MobileNetV2", "ResNet50", "InceptionResNetV2", "DenseNet121", "Xception"] {
      let graph = try StoredModels.graph(name)
      let layers = graph.withVariables.map { graph.layers[$0] }
      let sorted = layers.enumerated().sorted { one, other in
        (one.element.className, one.offset) < (other.element.className, other.offset)
      }.map(\.element)
      let model = StoredModels.model(
        sorted.map { $0.variables.map(\.shape) }, order: .counter, kinds: sorted.map(\.className))
      let found = try #require(ArchitectureIdentifier.identify(model), "\(name)")
      #expect(found.match == .exact, "\(name)")
      #expect(found.name == name)
      #expect(sorted.indices.map { found.standardName(of: $0) } == sorted.map(\.name), "\(name)")
    }
  }
}

extension ApplicationsOracle.Variant {
  fileprivate var minimalisticSetting: SettingValue? {
    name.hasPrefix("MobileNetV3") ? .bool(args.minimalistic ?? false) : nil
  }
}
