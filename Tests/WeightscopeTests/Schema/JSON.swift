/// A JSON value with integers apart from other numbers, read by the letter of RFC 8259: not by the reader under test, and
/// stricter than Foundation's.
enum JSON: Equatable, Sendable {
  case null
  case bool(Bool)
  case integer(Int)
  case number(Double)
  case string(String)
  case array([JSON])
  case object([String: JSON])

  /// What is wrong, and at which byte.
  struct Malformed: Error, Equatable {
    var expected: String
    var offset: Int
  }

  init(_ bytes: some Sequence<UInt8>) throws(Malformed) {
    var reader = Reader(bytes: Array(bytes))
    self = try reader.value()
    reader.skipBlanks()
    guard reader.position == reader.bytes.count else { throw reader.expected("nothing more") }
  }

  subscript(key: String) -> JSON? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  var text: String? {
    guard case .string(let text) = self else { return nil }
    return text
  }

  var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}

private struct Reader {
  let bytes: [UInt8]
  var position = 0

  func expected(_ what: String) -> JSON.Malformed { JSON.Malformed(expected: what, offset: position) }

  var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func skipBlanks() {
    while let byte = next, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { position += 1 }
  }

  mutating func take(_ byte: UInt8) -> Bool {
    skipBlanks()
    guard next == byte else { return false }
    position += 1
    return true
  }

  mutating func value() throws(JSON.Malformed) -> JSON {
    skipBlanks()
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func word(_ word: String, _ value: JSON) throws(JSON.Malformed) -> JSON {
    guard bytes[position...].starts(with: word.utf8) else { throw expected(word) }
    position += word.utf8.count
    return value
  }

  private mutating func object() throws(JSON.Malformed) -> JSON {
    position += 1
    var members: [String: JSON] = [:]
    if take(UInt8(ascii: "}")) { return .object(members) }
    repeat {
      skipBlanks()
      guard next == UInt8(ascii: "\"") else { throw expected("a key") }
      let key = try string()
      guard take(UInt8(ascii: ":")) else { throw expected("a colon") }
      guard members.updateValue(try value(), forKey: key) == nil else {
        throw expected("another key than \(key)")
      }
    } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "}")) else { throw expected("the end of an object") }
    return .object(members)
  }

  private mutating func array() throws(JSON.Malformed) -> JSON {
    position += 1
    var elements: [JSON] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    repeat { elements.append(try value()) } while take(UInt8(ascii: ","))
    guard take(UInt8(ascii: "]")) else { throw expected("the end of an array") }
    return .array(elements)
  }

  private mutating func string() throws(JSON.Malformed) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next, byte != UInt8(ascii: "\"") {
      guard byte >= 0x20 else { throw expected("an escape for a control character") }
      position += 1
      guard byte == UInt8(ascii: "\\") else {
        text.append(byte)
        continue
      }
      guard let escape = next else { break }
      position += 1
      let plain: [UInt8: UInt8] = [
        0x22: 0x22, 0x5C: 0x5C, 0x2F: 0x2F, 0x62: 8, 0x66: 12, 0x6E: 10, 0x72: 13, 0x74: 9,
      ]
      if let byte = plain[escape] {
        text.append(byte)
      } else if escape == UInt8(ascii: "u") {
        text += String(try scalar()).utf8
      } else {
        throw expected("an escape that JSON has")
      }
    }
    guard next != nil else { throw expected("a closing quotation mark") }
    position += 1
    guard let result = String(validating: text, as: UTF8.self) else { throw expected("valid UTF-8") }
    return result
  }

  private mutating func scalar() throws(JSON.Malformed) -> Character {
    var unit = try codeUnit()
    if (0xD800..<0xDC00).contains(unit), bytes[position...].starts(with: "\\u".utf8) {
      position += 2
      let low = try codeUnit()
      guard (0xDC00..<0xE000).contains(low) else { throw expected("the second half of a surrogate pair") }
      unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
    }
    guard let scalar = Unicode.Scalar(unit) else { throw expected("a scalar") }
    return Character(scalar)
  }

  private mutating func codeUnit() throws(JSON.Malformed) -> UInt32 {
    guard position + 4 <= bytes.count,
      let unit = UInt32(String(decoding: bytes[position..<(position + 4)], as: UTF8.self), radix: 16)
    else { throw expected("four hexadecimal digits") }
    position += 4
    return unit
  }

  private mutating func number() throws(JSON.Malformed) -> JSON {
    let start = position
    while let byte = next, "+-.0123456789Ee".utf8.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.drop { $0 == "-" }
    guard let first = digits.first, first.isNumber,
      !digits.hasPrefix("0") || digits == "0" || digits.hasPrefix("0."),
      let number = Double(text)
    else { throw expected("a value") }
    return Int(text).map(JSON.integer) ?? .number(number)
  }
}
