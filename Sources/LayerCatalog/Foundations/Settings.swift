/// A layer's settings, as its configuration or a user of `explain` gives them.
///
/// Keys are Keras' own argument names (`filters`, `kernel_size`, `use_bias`), in the order in which they came.
public struct Settings: Hashable, Sendable {
  public private(set) var keys: [String]
  private var values: [String: SettingValue]

  public init(_ pairs: [(String, SettingValue)] = []) {
    keys = []
    values = [:]
    for (key, value) in pairs { self[key] = value }
  }

  public subscript(key: String) -> SettingValue? {
    get { values[key] }
    set {
      if values.updateValue(newValue ?? .null, forKey: key) == nil { keys.append(key) }
      if newValue == nil {
        values[key] = nil
        keys.removeAll { $0 == key }
      }
    }
  }

  public var isEmpty: Bool { keys.isEmpty }
}

extension Settings: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    self.init(elements)
  }
}

/// One value of a layer's settings: JSON's kinds of value, with integers kept exact.
public indirect enum SettingValue: Hashable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case list([SettingValue])
  case dictionary(Settings)
}

extension SettingValue: ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral, ExpressibleByStringLiteral,
  ExpressibleByFloatLiteral, ExpressibleByArrayLiteral, ExpressibleByNilLiteral
{
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(arrayLiteral elements: SettingValue...) { self = .list(elements) }
  public init(nilLiteral: ()) { self = .null }
}
