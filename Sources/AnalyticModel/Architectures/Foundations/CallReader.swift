import LayerCatalog

/// Reads the little of Python that a call with literal arguments needs.
struct CallReader {
  private let bytes: [UInt8]
  private var place = 0

  init(_ text: String) { bytes = Array(text.utf8) }

  private var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  private mutating func skipSpaces() {
    while let byte = next, byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") { place += 1 }
  }

  private func failure(_ expected: String) -> ArchitectureError { .syntax(offset: place, expected: expected) }

  /// A word of letters, digits, underscores, hyphens and dots, not beginning with a digit.
  mutating func name(expected: String) throws(ArchitectureError) -> String {
    skipSpaces()
    let start = place
    while let byte = next, Self.isWord(byte), place > start || !Self.isDigit(byte) { place += 1 }
    guard place > start else { throw failure(expected) }
    // Keras' modules may stand before the name.
    return String(decoding: bytes[start..<place], as: UTF8.self).split(separator: ".").last.map(String.init)
      ?? ""
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      || byte == UInt8(ascii: "_") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  var isAtClosingBracket: Bool {
    mutating get {
      skipSpaces()
      return next == UInt8(ascii: ")")
    }
  }

  /// Whether this character follows, which is then passed.
  /// - Parameter orEnd: whether nothing may follow in its place.
  mutating func accept(_ character: Character, orEnd: Bool) throws(ArchitectureError) -> Bool {
    skipSpaces()
    guard let byte = next else {
      if orEnd { return false }
      throw failure("\(character) or )")
    }
    guard byte == character.asciiValue else {
      if orEnd { throw failure("\(character)") }
      return false
    }
    place += 1
    return true
  }

  mutating func require(_ character: Character) throws(ArchitectureError) {
    skipSpaces()
    guard next == character.asciiValue else { throw failure("\(character)") }
    place += 1
  }

  mutating func requireEnd() throws(ArchitectureError) {
    skipSpaces()
    guard next == nil else { throw failure("nothing more") }
  }

  /// A number, `True`, `False`, `None`, a quoted text, or a list or tuple of these.
  mutating func value() throws(ArchitectureError) -> SettingValue {
    try value(depth: 0)
  }

  private mutating func value(depth: Int) throws(ArchitectureError) -> SettingValue {
    skipSpaces()
    guard let byte = next else { throw failure("a value") }
    if byte == UInt8(ascii: "(") || byte == UInt8(ascii: "[") {
      // Deeper lists are no argument of any architecture.
      guard depth == 0 else { throw failure("a value") }
      return try list(closing: byte == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]"))
    }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") {
      place += 1
      let start = place
      while let inner = next, inner != byte { place += 1 }
      guard next != nil else { throw failure("a closing quote") }
      defer { place += 1 }
      return .string(String(decoding: bytes[start..<place], as: UTF8.self))
    }
    return try word()
  }

  private mutating func list(closing: UInt8) throws(ArchitectureError) -> SettingValue {
    place += 1
    var elements: [SettingValue] = []
    skipSpaces()
    while next != closing {
      elements.append(try value(depth: 1))
      skipSpaces()
      if next == UInt8(ascii: ",") {
        place += 1
        skipSpaces()
      } else if next != closing {
        throw failure(", or \(Character(UnicodeScalar(closing)))")
      }
    }
    place += 1
    return .list(elements)
  }

  private mutating func word() throws(ArchitectureError) -> SettingValue {
    let start = place
    while let byte = next, Self.isWord(byte) || byte == UInt8(ascii: "+") { place += 1 }
    let text = String(decoding: bytes[start..<place], as: UTF8.self)
    switch text {
    case "True", "true": return .bool(true)
    case "False", "false": return .bool(false)
    case "None", "null": return .null
    default:
      if let integer = Int(text) { return .integer(integer) }
      if let number = Double(text), number.isFinite { return .number(number) }
      place = start
      throw failure("a number, True, False, None or a quoted text")
    }
  }
}
