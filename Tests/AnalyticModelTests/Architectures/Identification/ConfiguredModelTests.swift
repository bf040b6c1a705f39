import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("With a configuration, settings and layers without variables count too")
struct ConfiguredModelTests {
  /// A model as a whole-model file holds it: every layer, with its class and settings, under names of one's own.
  private func model(_ name: String, _ change: (inout ArchitectureArguments) -> Void = { _ in }) throws
    -> Model
  {
    let graph = try StoredModels.graph(name, change)
    var model = StoredModels.model(
      graph.layers.filter { !$0.isOperation }.map { $0.variables.map(\.shape) }, order: .config)
    model.configuration = ConfigurationGraph(form: .functional, className: "Functional", name: "model")
    for (position, layer) in graph.layers.filter({ !$0.isOperation }).enumerated() {
      model.layers[position].kind = Kind(layer.className, from: .config)
      model.layers[position].settings = layer.settings
    }
    return model
  }

  private func position(_ className: String, _ number: Int, in model: Model) throws -> Int {
    try #require(
      model.layers.indices.filter { model.layers[$0].kind.value == className }.dropFirst(number).first)
  }

  private func layer(_ className: String) -> Layer {
    Layer(name: "own", kind: Kind(className, from: .config))
  }

  @Test(
    "the architecture itself",
    arguments: ["MobileNetV2", "MobileNetV3Small", "EfficientNetV2S", "ResNet50V2"])
  func whole(_ name: String) throws {
    let found = try #require(ArchitectureIdentifier.identify(try model(name)))
    #expect(found.match == .exact)
    #expect(found.deviations.isEmpty)
  }

  @Test("preprocessing inside or not", arguments: [true, false])
  func preprocessing(isInside: Bool) throws {
    let model = try model("MobileNetV3Small") { $0.own["include_preprocessing"] = .bool(isInside) }
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .exact)
    #expect(found.variant["include_preprocessing"] == .bool(isInside))
    #expect(found.preprocessing.isInside == isInside)
  }

  @Test("another stride")
  func strides() throws {
    var model = try model("MobileNetV2")
    let depthwise = try position("DepthwiseConv2D", 4, in: model)
    model.layers[depthwise].settings["strides"] = [2, 2]
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .deviates)
    #expect(found.deviations == ["block_4_depthwise has strides 2 where MobileNetV2 has 1"])
  }

  @Test("another class of the same shapes")
  func kind() throws {
    var model = try model("ResNet50")
    let convolution = try position("Conv2D", 3, in: model)
    model.layers[convolution].kind = Kind("Conv2DTranspose", from: .config)
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .deviates)
    #expect(found.deviations == ["conv2_block1_0_conv is a Conv2DTranspose where ResNet50 has a Conv2D"])
  }

  @Test("an addition left out")
  func addition() throws {
    var model = try model("MobileNetV2")
    model.layers.remove(at: try position("Add", 3, in: model))
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .deviates)
    #expect(found.deviations == ["it has 9 Add layers where MobileNetV2 has 10"])
  }

  @Test("another activation")
  func activation() throws {
    var model = try model("MobileNetV2")
    model.layers[try position("ReLU", 0, in: model)].settings["max_value"] = .null
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .deviates)
    #expect(
      found.deviations == [
        "it has 1 relu layers where MobileNetV2 has 0", "it has 33 relu6 layers where MobileNetV2 has 34",
      ])
  }

  @Test("a dropout in front of the classifier: somebody's own head")
  func dropout() throws {
    var model = try model("MobileNetV2") { $0.classes = 5 }
    model.layers.insert(layer("Dropout"), at: model.layers.count - 1)
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .backbone)
    #expect(found.variant["include_top"] == false)
    #expect(found.head == [model.layers.count - 1])
  }

  @Test(
    "augmentation and rescaling of one's own in front", arguments: ["RandomFlip", "Resizing", "Rescaling"])
  func inFront(_ className: String) throws {
    var model = try model("MobileNetV2")
    model.layers.insert(layer(className), at: 1)
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .backbone)
  }

  @Test("a head of one's own behind layers that have Keras' names")
  func names() throws {
    let graph = try StoredModels.graph("EfficientNetB0") { $0.classes = 5 }
    var model = try model("EfficientNetB0") { $0.classes = 5 }
    #expect(ArchitectureIdentifier.identify(model)?.match == .exact)
    for position in model.layers.indices { model.layers[position].name = graph.layers[position].name }
    #expect(ArchitectureIdentifier.identify(model)?.match == .exact)
    model.layers[model.layers.count - 1].name = "flowers"
    let found = try #require(ArchitectureIdentifier.identify(model))
    #expect(found.match == .backbone)
    #expect(found.deviations == ["layers of its own behind: flowers (5 outputs)"])
  }

  @Test("what it gives")
  func output() throws {
    var model = try model("MobileNetV2")
    model.layers[model.layers.count - 1].settings["activation"] = "linear"
    #expect(ArchitectureIdentifier.identify(model)?.outputActivation == "linear")
  }
}
