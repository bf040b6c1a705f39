/// Typed readings of settings, with Keras' defaults where Keras has one.
///
/// Settings come from strangers' files: what Keras would not take is refused by name.
extension Settings {
  /// No extent or count of a layer that can be built is larger; products of such numbers are checked apart.
  public static let largestInteger = 1 << 31

  /// No list of axes or extents is longer.
  public static let largestRank = 64

  /// An integer of at least `minimum`; a missing value or `null` gives the default.
  /// - Throws: `PredictionFailure.setting`.
  public func integer(
    _ key: String, default fallback: Int? = nil, minimum: Int = 1
  ) throws(PredictionFailure) -> Int {
    guard let value = try optionalInteger(key, minimum: minimum) ?? fallback else {
      throw .setting(name: key)
    }
    return value
  }

  /// An integer of at least `minimum`, `nil` where the setting is missing or `null`.
  /// - Throws: `PredictionFailure.setting`.
  public func optionalInteger(_ key: String, minimum: Int = 1) throws(PredictionFailure) -> Int? {
    guard let value = self[key], value != .null else { return nil }
    guard let integer = value.exactInteger, (minimum...Self.largestInteger).contains(integer) else {
      throw .setting(name: key)
    }
    return integer
  }

  /// One integer for each of `rank` axes: Keras takes `3` for `(3, 3)`.
  /// - Throws: `PredictionFailure.setting`.
  public func integers(
    _ key: String, rank: Int, default fallback: Int? = nil, minimum: Int = 1
  ) throws(PredictionFailure) -> [Int] {
    guard let value = self[key], value != .null else {
      guard let fallback else { throw .setting(name: key) }
      return [Int](repeating: fallback, count: rank)
    }
    let range = minimum...Self.largestInteger
    if let single = value.exactInteger, range.contains(single) {
      return [Int](repeating: single, count: rank)
    }
    guard case .list(let elements) = value, elements.count == rank else { throw .setting(name: key) }
    return try integers(elements, of: key, range: range)
  }

  /// A list of integers of any length, as it stands; a single integer gives a list of one.
  /// - Throws: `PredictionFailure.setting`.
  public func integerList(
    _ key: String, minimum: Int = -Settings.largestInteger
  ) throws(PredictionFailure) -> [Int] {
    guard let value = self[key] else { throw .setting(name: key) }
    let range = minimum...Self.largestInteger
    if let single = value.exactInteger, range.contains(single) { return [single] }
    guard case .list(let elements) = value, elements.count <= Self.largestRank else {
      throw .setting(name: key)
    }
    return try integers(elements, of: key, range: range)
  }

  /// A flag, by Python's truth of what the file holds; a missing one gives the default.
  /// - Throws: `PredictionFailure.setting`.
  public func bool(_ key: String, default fallback: Bool) throws(PredictionFailure) -> Bool {
    switch self[key] {
    case nil: fallback
    case .bool(let flag): flag
    case .null: false
    case .integer(let number): number != 0
    default: throw .setting(name: key)
    }
  }

  /// A word; a missing value or `null` gives the default.
  /// - Throws: `PredictionFailure.setting`.
  public func string(_ key: String, default fallback: String? = nil) throws(PredictionFailure) -> String {
    switch self[key] {
    case .string(let word): return word
    case nil, .null:
      guard let fallback else { throw .setting(name: key) }
      return fallback
    default: throw .setting(name: key)
    }
  }

  /// Axes of a tensor of this rank, negative ones counted from the end, in the order given.
  /// - Throws: `PredictionFailure.setting` for one outside of the tensor or given twice.
  public func axes(_ key: String, rank: Int, default fallback: [Int]) throws(PredictionFailure) -> [Int] {
    let given = self[key] == nil || self[key] == .null ? fallback : try integerList(key)
    var axes: [Int] = []
    for axis in given {
      let positive = axis < 0 ? axis + rank : axis
      guard (0..<rank).contains(positive), !axes.contains(positive) else { throw .setting(name: key) }
      axes.append(positive)
    }
    return axes
  }

  private func integers(
    _ elements: [SettingValue], of key: String, range: ClosedRange<Int>
  ) throws(PredictionFailure) -> [Int] {
    var numbers: [Int] = []
    numbers.reserveCapacity(elements.count)
    for element in elements {
      guard let number = element.exactInteger, range.contains(number) else { throw .setting(name: key) }
      numbers.append(number)
    }
    return numbers
  }
}

extension SettingValue {
  /// The integer, also where it is written `3.0`, as old versions of Keras did.
  public var exactInteger: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value) where value.magnitude < 0x1p53:
      // Written out, because Int(exactly:) needs the C library's trunc.
      Double(Int(value)) == value ? Int(value) : nil
    default: nil
    }
  }

  /// The settings in a dictionary.
  public var dictionary: Settings? {
    guard case .dictionary(let settings) = self else { return nil }
    return settings
  }
}
