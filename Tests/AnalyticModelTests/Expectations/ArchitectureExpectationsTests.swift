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
}
