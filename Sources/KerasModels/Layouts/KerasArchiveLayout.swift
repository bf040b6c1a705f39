import Containers

/// `.keras`: `config.json`, `metadata.json` and `model.weights.h5`, zipped or as a folder.
struct KerasArchiveLayout: LayoutReader {
  let layout = Layout.kerasArchive

  func recognises(_ contents: ContainerContents) -> Bool {
    contents.format == .zip || contents.format == .folder
  }

  func read(_ contents: ContainerContents, limits: Limits) -> StoredModel {
    var model = KerasWeightsLayout.read(contents.trees, layout: layout)
    model.configuration = contents.configuration.map { .value($0) }
    model.training = contents.configuration?["compile_config"]
    model.kerasVersion = contents.metadata?["keras_version"]?.string
    model.savedAt = contents.metadata?["date_saved"]?.string
    return model
  }
}
