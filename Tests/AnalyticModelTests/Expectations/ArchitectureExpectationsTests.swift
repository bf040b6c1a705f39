import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("What an identified architecture lets expect of a layer")
struct ArchitectureExpectationsTests {
  static func mobileNetV2() throws -> Model {
    let architecture = try Architectures.named("MobileNetV2")
    var arguments = architecture.defaults
    arguments.own["alpha"] = 0.35
    arguments.classes = 7
    var model = BuiltModel(try architecture.graph(arguments)).weightsOnly
    model.order = LayerOrder(source: .layerNames)
    return model
  }

  @Test("all but the layers that alone tell the image's channels and the classes")
  func share() throws {
    let ledger = Analysis(try Self.mobileNetV2()).ledger
    #expect(ledger.match == 103 && ledger.mismatch == 0 && ledger.notPredicted == 2)
    #expect(ledger.entries.first?.verdict == .notPredicted && ledger.entries.last?.verdict == .notPredicted)
    #expect(
      ledger.entries.last?.reason == "the file holds no configuration, "
        + "and the number of classes of MobileNetV2 is known from this layer alone")
    #expect(ledger.entries[1].expected?.source == .architecture)
  }

  /// Layers of the stem, of a block with and without an addition, of the head.
  @Test("no variable enters its own expectation", arguments: [1, 2, 6, 8, 11, 40, 77, 101, 103])
  func independent(_ layer: Int) throws {
    let model = try Self.mobileNetV2()
    let expected = Analysis(model).ledger.entries[layer].expected
    for variable in model.layers[layer].variables.indices {
      let altered = Analysis(model.altering(layer: layer, variable: variable))
      // The first layers are those by which candidates are found.
      guard layer > 6 || altered.architecture != nil else { continue }
      #expect(altered.ledger.entries[layer].expected == expected)
      #expect(altered.ledger.entries[layer].verdict == .mismatch)
      #expect(altered.ledger.mismatch == 1)
    }
  }

  @Test("a network that deviates in many places is not held against the architecture")
  func manyDeviations() throws {
    var model = try Self.mobileNetV2()
    for layer in [40, 52, 64, 76] { model = model.altering(layer: layer, variable: 0) }
    #expect(Analysis(model).ledger.mismatch == 0)
  }

  /// A layer of an architecture, by position among those with variables, that was stored with another first shape.
  struct Change: Sendable, CustomTestStringConvertible {
    var name: String
    var own: Settings = [:]
    var includeTop = false
    var head: [[[Int]]] = []
    var layer: Int
    var shape: [Int]
    var testDescription: String { "\(name) \(layer) \(shape)" }
  }

  /// Where recognition itself looks: at the ends, at the layers that tell the width, at those that tell an argument.
  static let changes = [
    Change(name: "MobileNetV2", layer: 103, shape: [1283]),
    Change(name: "MobileNetV2", layer: 102, shape: [3, 3, 320, 1280]),
    Change(name: "MobileNetV2", own: ["alpha": 0.42], layer: 100, shape: [136, 384, 1, 1]),
    Change(name: "MobileNet", head: [[[1024, 7], [7]]], layer: 52, shape: [3, 1, 1024, 1024]),
    Change(name: "MobileNet", head: [[[1024, 7], [7]]], layer: 53, shape: [1025]),
    Change(name: "MobileNet", head: [[[1024, 7], [7]]], layer: 2, shape: [1, 32, 3, 3]),
    Change(name: "MobileNetV3Large", own: ["minimalistic": true], layer: 6, shape: [1, 2, 16, 64]),
    Change(
      name: "MobileNetV3Large", own: ["alpha": 1.25], includeTop: true, layer: 24, shape: [48, 96, 1, 1]),
  ]

  @Test(arguments: changes) func whereItIsRecognised(_ change: Change) throws {
    var shapes =
      try StoredModels.shapes(change.name) {
        for key in change.own.keys { $0.own[key] = change.own[key] }
        $0.includeTop = change.includeTop
      } + change.head
    shapes[change.layer][0] = change.shape
    let ledger = Analysis(StoredModels.model(shapes)).ledger
    #expect(ledger.entries[change.layer].verdict == .mismatch)
    #expect(ledger.mismatch == 1)
  }
}
