extension JSONParser {
  /// The string whose opening quote is at the position.
  mutating func string() throws(JSONError) -> String {
    let quote = position
    position += 1
    let start = position
    var union: UInt8 = 0
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        if union >= 0x80 { try validate(start..<position) }
        let string = String(decoding: UnsafeBufferPointer(rebasing: text[start..<position]), as: UTF8.self)
        position += 1
        return string
      }
      if byte == UInt8(ascii: "\\") {
        return try stringWithEscapes(from: start, quote: quote)
      }
      guard byte >= 0x20 else { throw error(.controlCharacter(byte)) }
      union |= byte
      position += 1
    }
    throw error(.unclosedString, at: quote)
  }

  /// The rest of a string in which the first backslash was met.
  private mutating func stringWithEscapes(from start: Int, quote: Int) throws(JSONError) -> String {
    unescaped.removeAll(keepingCapacity: true)
    var runStart = start
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "\"") {
        try takeRun(runStart..<position)
        position += 1
        return String(decoding: unescaped, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        try takeRun(runStart..<position)
        position += 1
        try escape(quote: quote)
        runStart = position
        continue
      }
      guard byte >= 0x20 else { throw error(.controlCharacter(byte)) }
      position += 1
    }
    throw error(.unclosedString, at: quote)
  }

  private mutating func takeRun(_ range: Range<Int>) throws(JSONError) {
    try validate(range)
    unescaped.append(contentsOf: text[range])
  }

  private func validate(_ range: Range<Int>) throws(JSONError) {
    guard let fault = firstFaultOfUTF8(text[range]) else { return }
    throw error(.invalidUTF8, at: fault)
  }

  /// What follows a backslash.
  private mutating func escape(quote: Int) throws(JSONError) {
    guard position < text.count else { throw error(.unclosedString, at: quote) }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(byte)
    case UInt8(ascii: "n"): unescaped.append(0x0A)
    case UInt8(ascii: "t"): unescaped.append(0x09)
    case UInt8(ascii: "r"): unescaped.append(0x0D)
    case UInt8(ascii: "b"): unescaped.append(0x08)
    case UInt8(ascii: "f"): unescaped.append(0x0C)
    case UInt8(ascii: "u"): try unicodeEscape()
    default: throw error(.unknownEscape(byte), at: position - 1)
    }
  }

  /// The digits after `\u`, and those of the second half of a surrogate pair. A half without its other half
  /// becomes U+FFFD: Python writes and reads it, but no Unicode text can hold it.
  private mutating func unicodeEscape() throws(JSONError) {
    let unit = try fourHexadecimalDigits(escapeAt: position - 2)
    guard unit & 0xFC00 == 0xD800 else { return append(UnicodeScalar(unit)) }
    let afterFirst = position
    guard skip("\\u"), let low = try? fourHexadecimalDigits(escapeAt: afterFirst), low & 0xFC00 == 0xDC00
    else {
      position = afterFirst
      return append(nil)
    }
    append(UnicodeScalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00)))
  }

  private mutating func append(_ scalar: UnicodeScalar?) {
    unescaped.append(contentsOf: UTF8.encode(scalar ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter)
  }

  private mutating func fourHexadecimalDigits(escapeAt escape: Int) throws(JSONError) -> UInt32 {
    guard text.count - position >= 4 else { throw error(.incompleteUnicodeEscape, at: escape) }
    var unit: UInt32 = 0
    for byte in text[position..<position + 4] {
      let digit: UInt8
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digit = byte - UInt8(ascii: "0")
      case UInt8(ascii: "a")...UInt8(ascii: "f"): digit = byte - UInt8(ascii: "a") + 10
      case UInt8(ascii: "A")...UInt8(ascii: "F"): digit = byte - UInt8(ascii: "A") + 10
      default: throw error(.incompleteUnicodeEscape, at: escape)
      }
      unit = unit << 4 | UInt32(digit)
    }
    position += 4
    return unit
  }
}
