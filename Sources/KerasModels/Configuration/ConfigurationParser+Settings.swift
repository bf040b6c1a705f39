import Containers
import LayerCatalog

extension Settings {
  /// A layer's `config`, without what never enters shapes, counts or blocks.
  init(configuration config: JSONValue) {
    self.init()
    guard case .object(let object) = config else { return }
    for member in object.members where Settings.matters(member.key) {
      self[member.key] = SettingValue(json: member.value)
    }
  }

  /// Initializers, regularizers and constraints fill a third of a configuration and change no shape.
  private static func matters(_ key: String) -> Bool {
    switch key {
    case "name", "trainable", "layers", "input_layers", "output_layers": false
    default:
      !(key.hasSuffix("_initializer") || key.hasSuffix("_regularizer") || key.hasSuffix("_constraint"))
    }
  }
}

extension SettingValue {
  init(json: JSONValue) {
    switch json {
    case .null: self = .null
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .number(let value): self = .number(value)
    case .string(let value): self = .string(value)
    case .array(let values): self = .list(values.map(SettingValue.init(json:)))
    case .object: self = .dictionary(SettingValue.members(of: json))
    }
  }

  /// A serialised layer inside a wrapper keeps its class and its own settings.
  private static func members(of json: JSONValue) -> Settings {
    guard case .object(let object) = json else { return [:] }
    guard object["class_name"] != nil, let config = object["config"] else {
      return Settings(object.members.map { ($0.key, SettingValue(json: $0.value)) })
    }
    var settings = Settings()
    if let name = object["class_name"] { settings["class_name"] = SettingValue(json: name) }
    settings["config"] = .dictionary(Settings(configuration: config))
    return settings
  }
}
