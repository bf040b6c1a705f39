/// A layer that another one holds in a setting: `{"class_name": "LSTM", "config": {…}}`.
struct WrappedLayer {
  let definition: any LayerDefinition
  let settings: Settings
  /// Its own name, where the configuration gives one.
  let name: String?

  /// - Throws: `PredictionFailure.setting` where the setting holds no layer, `.notPredictable` for a class that is
  ///   not Keras' own.
  init(_ value: SettingValue?, setting: String) throws(PredictionFailure) {
    guard let entry = value?.dictionary, case .string(let className)? = entry["class_name"] else {
      throw .setting(name: setting)
    }
    guard let definition = LayerCatalog.definition(named: className) else {
      throw .notPredictable(reason: "it wraps a \(className), which is no layer of Keras' own")
    }
    self.definition = definition
    settings = entry["config"]?.dictionary ?? [:]
    name = if case .string(let name)? = settings["name"] { name } else { nil }
  }

  /// The name in legacy files: its own, without which Keras makes one from the class.
  var legacyName: String { name ?? LayerCatalog.groupName(ofClass: definition.className) }

  func part(
    attribute: String, inputs: [TensorShape], legacyName: String? = nil
  ) throws(PredictionFailure) -> LayerPart {
    LayerPart(
      attribute: attribute, className: definition.className,
      variables: try definition.variables(settings, inputs: inputs), legacyName: legacyName ?? self.legacyName
    )
  }
}
