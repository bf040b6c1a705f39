import LayerCatalog

/// The shapes that a model takes, read from its input layers.
enum EndShapes {
  static func inputs(of graph: ConfigurationGraph) -> [TensorShape]? {
    switch graph.form {
    case .functional:
      let shapes = graph.inputs.map { reference in
        graph.nodes.first { $0.name == reference.node }.flatMap { $0.inputShape }
      }
      let known = shapes.compactMap { $0 }
      return known.isEmpty || known.count != shapes.count ? nil : known
    case .sequential:
      return (graph.nodes.first?.inputShape ?? graph.buildShape).map { [$0] }
    case .opaque:
      return graph.buildShape.map { [$0] }
    }
  }
}

extension ConfigurationNode {
  /// The shape that an input layer, or the first layer of an old Sequential, states: `batch_shape` (Keras 3) or
  /// `batch_input_shape` (Keras 1 and 2), batch axis first.
  public var inputShape: TensorShape? {
    guard case .list(let extents)? = settings["batch_shape"] ?? settings["batch_input_shape"] else {
      return nil
    }
    return TensorShape(
      extents.map { extent in
        if case .integer(let value) = extent { value } else { nil }
      })
  }
}
