/// A layer's settings, as its configuration or a user of `explain` gives them.
///
/// Keys are Keras' own argument names (`filters`, `kernel_size`, `use_bias`), in the order in which they came.
public struct Settings: Hashable, Sendable {
  private struct Entry: Hashable, Sendable {
    var key: String
    var value: SettingValue
  }

  /// A layer has some ten settings: looking through them in order is faster than hashing.
  private var entries: [Entry] = []

  public init(_ pairs: [(String, SettingValue)] = []) {
    entries.reserveCapacity(pairs.count)
    for (key, value) in pairs { self[key] = value }
  }

  public subscript(key: String) -> SettingValue? {
    get { position(of: key).map { entries[$0].value } }
    set {
      switch (position(of: key), newValue) {
      case (let position?, let value?): entries[position].value = value
      case (let position?, nil): entries.remove(at: position)
      case (nil, let value?): entries.append(Entry(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Lengths are compared first: they tell nearly all keys apart, and cost nothing.
  private func position(of key: String) -> Int? {
    let length = key.utf8.count
    for position in entries.indices
    where entries[position].key.utf8.count == length && entries[position].key == key { return position }
    return nil
  }

  public var keys: [String] { entries.map(\.key) }

  public var isEmpty: Bool { entries.isEmpty }

  /// The settings but for those that are left out.
  public func without(_ isLeftOut: (_ key: String, _ value: SettingValue) -> Bool) -> Settings {
    var rest = self
    rest.entries.removeAll { isLeftOut($0.key, $0.value) }
    return rest
  }
}

extension Settings: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    self.init(elements)
  }
}

/// One value of a layer's settings: JSON's kinds of value, with integers kept exact.
public enum SettingValue: Hashable, Sendable {
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

extension SettingValue: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, SettingValue)...) {
    self = .dictionary(Settings(elements))
  }
}
