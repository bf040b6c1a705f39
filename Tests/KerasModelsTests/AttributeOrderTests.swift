import Testing

@testable import KerasModels

/// Attributes as Keras stores them, by name, and the order that the numbers in the layers' names tell.
struct AttributeOrderTests {
  private static func layer(_ name: String?, _ inside: [String] = []) -> WeightGroup {
    var group = WeightGroup(name: "", address: "", layerName: name)
    group.parts = inside.map { WeightGroup(name: "", address: "", layerName: $0) }
    return group
  }

  private static func order(_ parts: [WeightGroup]) -> [String?] {
    AttributeOrder.byCounters(parts).map(\.layerName)
  }

  /// A head, a list of two blocks, a model whose layers have names of their own, and a stem, in the alphabetical order of
  /// the attributes that hold them; numbered as Keras 3.15.1 numbers them.
  @Test func asTheyWereMade() {
    let stored = [
      Self.layer("dense_9"), Self.layer("block", ["dense_2", "dense_1"]),
      Self.layer("block_1", ["dense_6", "dense_5"]), Self.layer("core", ["core_a"]), Self.layer("dense"),
    ]
    #expect(Self.order(stored) == ["dense", "block", "block_1", "core", "dense_9"])
  }

  /// Counters that overlap, names that people gave, and no names at all tell nothing.
  @Test(arguments: [
    [layer("b", ["dense", "dense_5"]), layer("a", ["dense_2"])],
    [layer("stage_2"), layer("stage_1")],
    [layer(nil, ["dense_1"]), layer("conv2d")],
  ]) func asStored(_ stored: [WeightGroup]) {
    #expect(Self.order(stored) == stored.map(\.layerName))
  }
}
