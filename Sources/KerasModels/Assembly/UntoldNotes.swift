import Containers

/// Says what a file does not tell, so that nothing in a report is unknown without a reason.
enum UntoldNotes {
  static func notes(on model: Model) -> [Note] {
    [
      unlistedLayers(model), unrecognised(model), nameless(model), RenamedLayers.note(on: model),
      unknownTraining(model),
    ].compactMap { $0 }
  }

  /// A subclassed model's `get_config` gives settings; libraries of models do the same for functional ones.
  private static func unlistedLayers(_ model: Model) -> Note? {
    guard let graph = model.configuration, graph.form == .opaque else { return nil }
    return Note(
      code: "layers-not-in-config",
      message:
        "the configuration of the class \(graph.registeredName ?? graph.className) does not list its layers: "
        + "they are read from the weights")
  }

  /// A configuration names the class of a layer, never its variables, and the groups of a `.weights.h5` name neither for
  /// a class that is not Keras' own.
  private static func unrecognised(_ model: Model) -> Note? {
    guard model.layout != .hdf5 else { return nil }
    var layers = 0
    var variables = 0
    var place: String?
    for layer in model.layers {
      let isUnknown = layer.kind.value == "unknown" && !layer.hasNothingToTell && layer.custom == nil
      let unknown = layer.variables.count { $0.role == .unknown }
      guard isUnknown || unknown > 0 else { continue }
      if isUnknown { layers += 1 }
      variables += unknown
      place = place ?? layer.variables.first?.address ?? layer.address
    }
    let what = [
      layers > 0 ? "the class of \(layers) \(layers == 1 ? "layer" : "layers")" : nil,
      variables > 0 ? "the role of \(variables) \(variables == 1 ? "variable" : "variables")" : nil,
    ].compactMap { $0 }
    guard !what.isEmpty else { return nil }
    return Note(
      code: "not-recognised",
      message:
        "the file does not tell \(what.joined(separator: " and ")), and no class of Keras has such names or "
        + "shapes",
      place: place)
  }

  /// A layer without variables has nothing but its name to be recognised by.
  private static func nameless(_ model: Model) -> Note? {
    guard model.layout != .hdf5 else { return nil }
    var count = 0
    var place: String?
    for layer in model.layers
    where layer.kind.value == "unknown" && layer.hasNothingToTell && layer.custom == nil {
      count += 1
      place = place ?? layer.address
    }
    guard count > 0 else { return nil }
    let layers = count == 1 ? "a layer without variables" : "\(count) layers without variables"
    return Note(
      code: "not-recognised", message: "the file does not tell the class of \(layers), but by name",
      place: place)
  }

  private static func unknownTraining(_ model: Model) -> Note? {
    let isUnknown = model.layers.contains { layer in layer.variables.contains { $0.trainable == nil } }
    guard isUnknown, model.layout != .hdf5 else { return nil }
    return Note(
      code: "trainable-unknown",
      message:
        "weights alone do not tell which layers are frozen: moving statistics apart, trainable is not known")
  }

  /// What the reader must know of an order that no configuration gives.
  static func orderNote(of stored: StoredModel, layers: [Layer]) -> String? {
    if stored.root.parts.contains(where: { $0.layerName != nil }) {
      return
        "a subclassed model's layers are its attributes: they stand in the order in which they were made, as far as "
        + "the numbers in their names tell, and not as they are called"
    }
    if !stored.root.parts.isEmpty {
      return
        "a subclassed model's layers are its attributes: they stand as they are stored, not as they are called"
    }
    let isNested = layers.contains { $0.isModel && $0.parent == nil && $0.variables.isEmpty }
    guard stored.layout == .legacyWeights, isNested else { return nil }
    return
      "the layers of nested models stand in the order of their first weights, where those that were frozen when "
      + "the file was saved stand behind the others"
  }
}

extension Layer {
  fileprivate var hasNothingToTell: Bool { variables.isEmpty && !isModel }
}
