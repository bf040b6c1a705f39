import Containers
import Testing

@testable import KerasModels

/// Layers of classes that are not Keras' own, in models that no configuration describes.
struct CustomLayersTests {
  /// A subclassed model in a whole-model file of Keras 3.15.1: the model's name stands in front of each weight's.
  @Test func aCustomLayerOfASubclassedModelIsNoModel() throws {
    let model = ModelReader.read(
      .legacy([
        ("dense", [("net/dense/kernel", [6, 6]), ("net/dense/bias", [6])]),
        (
          "block",
          [
            ("net/block/scale", [6]), ("net/block/dense_1/kernel", [6, 4]), ("net/block/dense_1/bias", [4]),
            ("net/block/dense_2/kernel", [4, 6]), ("net/block/dense_2/bias", [6]),
          ]
        ),
        ("core", [("core/core_a/kernel", [6, 4]), ("core/core_b/kernel", [4, 6])]),
      ]))
    let kinds = Dictionary(model.layers.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
    #expect(kinds["dense"]?.value == "Dense")
    #expect(kinds["block"]?.value == "unknown")
    #expect(kinds["dense_1"]?.value == "Dense")
    #expect(kinds["dense_2"]?.value == "Dense")
    #expect(kinds["core"]?.value == "Functional")
    #expect(kinds["core"]?.alternatives.contains("Sequential") == true)
    let block = try #require(model.layers.firstIndex { $0.name == "block" })
    #expect(model.layers[block].variables.map(\.role) == ["scale"])
    #expect(model.layers.filter { $0.parent == block }.map(\.name) == ["dense_1", "dense_2"])
    #expect(model.notes.contains { $0.code == "not-recognised" && $0.place == "block/net/block/scale" })
  }

  /// The same in `.weights.h5`, whose groups have the names of attributes, created in the order of these names; Keras'
  /// numbers in the layers' names tell the order in which the layers were made.
  @Test func attributesOfASubclassedModel() throws {
    let model = ModelReader.read(
      .hdf5(
        .of(
          .group("vars"),
          .group("a_head", .vars([6, 2], [2], name: "dense_9")),
          .group(
            "blocks",
            .group(
              "block", .vars([6], name: "block"), .group("down", .vars([4, 6], [6], name: "dense_2")),
              .group("up", .vars([6, 4], [4], name: "dense_1")))),
          .group("layers", .group("dense", .vars([6, 6], [6], name: "dense"))))))
    #expect(model.layers.map(\.name) == ["dense", "block", "dense_1", "dense_2", "dense_9"])
    let block = model.layers[1]
    #expect(block.kind.value == "unknown")
    #expect(block.variables.map(\.role) == [.unknown])
    #expect(model.order.source == .heap)
    #expect(model.order.note != nil)
    let notes = model.notes.filter { $0.code == "not-recognised" }
    #expect(notes.map(\.place) == ["blocks/block/vars/0"])
  }

  @Test func aModelOfKnownLayersNeedsNoNote() {
    let model = ModelReader.read(
      .hdf5(.of(.group("vars"), .group("layers", .group("dense", .vars([6, 6], [6], name: "dense"))))))
    #expect(!model.notes.contains { $0.code == "not-recognised" })
    #expect(model.order.note == nil)
  }
}
