import Containers
import LayerCatalog

/// `save('x.h5')`: `model_config`, the weights in `model_weights`, the optimizer in `optimizer_weights`.
struct LegacyModelLayout: LayoutReader {
  let layout = Layout.legacyModel

  /// The attribute of the root group that holds the configuration.
  static let configurationName = "model_config"

  func recognises(_ contents: ContainerContents) -> Bool {
    guard contents.format == .hdf5, let root = contents.trees.first?.root else { return false }
    return root.attribute(Self.configurationName) != nil || root.group("model_weights") != nil
  }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    let root = contents.trees.first?.root ?? StoredGroup()
    let hasGroup = root.group("model_weights") != nil
    var model = LegacyWeightsLayout.read(
      root.group("model_weights") ?? root, path: hasGroup ? "model_weights" : "", layout: layout)
    if let optimizer = root.group("optimizer_weights") {
      model.optimizer = LegacyLayers.named(optimizer, path: "optimizer_weights")
    }
    model.kerasVersion =
      (root.attribute("keras_version") ?? root.group("model_weights")?.attribute("keras_version"))?.string
    model.backend = (root.attribute("backend") ?? root.group("model_weights")?.attribute("backend"))?.string
    model.notes = contents.trees.flatMap(\.notes) + model.notes
    model.configuration = text(Self.configurationName, of: root, notes: &model.notes).map {
      .text($0, place: Self.configurationName)
    }
    if let text = text("training_config", of: root, notes: &model.notes) {
      do {
        model.training = try JSONReader.read(text, limits: limits)
      } catch {
        model.notes.append(
          Note(code: "config-unreadable", message: error.description, place: "training_config"))
      }
    }
    return model
  }

  /// An attribute that holds JSON; what cannot be read costs the configuration, not the weights.
  private func text(_ name: String, of root: StoredGroup, notes: inout [Note]) -> String? {
    guard let attribute = root.attribute(name) else { return nil }
    if let text = attribute.string { return text }
    if case .unreadable(let failure) = attribute.value {
      notes.append(
        Note(code: "config-unreadable", message: "\(failure.operation): \(failure.reason)", place: name))
    } else {
      notes.append(Note(code: "config-unreadable", message: "the attribute is no text", place: name))
    }
    return nil
  }
}
