/// A JSON value with what a plain decoder would lose: the order of keys, duplicate keys, exact integers,
/// and the `NaN` and `Infinity` that Python's writer adds to the language.
public enum JSONValue: Hashable, Sendable {
  case null
  case bool(Bool)
  /// An integer that fits 64 bits.
  case integer(Int)
  /// Any other number; `NaN`, `Infinity` and `-Infinity` too.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object(JSONObject)
}

/// The members of an object, in the order of the text; a duplicate key is kept, and the last one wins a look-up.
public struct JSONObject: Hashable, Sendable {
  public struct Member: Hashable, Sendable {
    public var key: String
    public var value: JSONValue

    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  public var members: [Member]

  public init(_ members: [Member] = []) {
    self.members = members
  }

  /// The value of a key; of duplicates the last, as Python's reader takes it.
  public subscript(key: String) -> JSONValue? {
    // Lengths are compared first: they tell nearly all keys apart, and cost nothing.
    let length = key.utf8.count
    for position in members.indices.reversed()
    where members[position].key.utf8.count == length && members[position].key == key {
      return members[position].value
    }
    return nil
  }
}

extension JSONValue {
  public subscript(key: String) -> JSONValue? {
    guard case .object(let object) = self else { return nil }
    return object[key]
  }

  public var string: String? {
    guard case .string(let value) = self else { return nil }
    return value
  }

  public var integer: Int? {
    guard case .integer(let value) = self else { return nil }
    return value
  }

  public var bool: Bool? {
    guard case .bool(let value) = self else { return nil }
    return value
  }

  public var array: [JSONValue]? {
    guard case .array(let value) = self else { return nil }
    return value
  }

  public var object: JSONObject? {
    guard case .object(let value) = self else { return nil }
    return value
  }
}
