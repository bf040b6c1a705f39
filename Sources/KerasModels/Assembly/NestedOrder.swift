/// What a legacy file without configuration does not tell of the order of layers.
enum NestedOrder {
  /// Says that layers inside a nested model stand in the order of their first weights: Keras lists trainable weights
  /// before the others, so that a frozen layer comes too late where it lies ahead of one that is not.
  static func tell(_ order: inout LayerOrder, layers: [Layer]) {
    guard order.source == .layerNames, order.note == nil else { return }
    var members = [Int](repeating: 0, count: layers.count)
    for layer in layers where !layer.variables.isEmpty {
      guard let parent = layer.parent, layers.indices.contains(parent), layers[parent].isModel else {
        continue
      }
      members[parent] += 1
    }
    guard members.contains(where: { $0 > 1 }) else { return }
    order.note =
      "layers inside a nested model stand in the order of its list of weights, where those that were frozen when it "
      + "was saved come after the others"
  }
}
