extension [UInt8] {
  /// Appends text as a JSON string with its quotation marks.
  ///
  /// Beside what RFC 8259 demands, everything is escaped that a terminal or a line-based reader would act upon:
  /// DEL, the C1 controls (U+0080 to U+009F), the line and paragraph separators U+2028 and U+2029, and the
  /// characters that change the direction of text (U+202A to U+202E, U+2066 to U+2069).
  mutating func append(jsonString text: String) {
    append(UInt8(ascii: "\""))
    let done: Void? = text.utf8.withContiguousStorageIfAvailable { appendEscaped($0) }
    if done == nil {
      Array(text.utf8).withUnsafeBufferPointer { appendEscaped($0) }
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func appendEscaped(_ utf8: UnsafeBufferPointer<UInt8>) {
    var plainStart = 0
    var position = 0
    while position < utf8.count {
      let byte = utf8[position]
      let isPlain =
        byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\") && byte != 0x7F
        && byte != 0xC2
        && byte != 0xE2
      if isPlain {
        position += 1
        continue
      }
      let (value, length) = scalar(in: utf8, at: position)
      if needsEscape(value) {
        append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainStart..<position]))
        appendEscape(of: value)
        plainStart = position + length
      }
      position += length
    }
    append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plainStart..<utf8.count]))
  }

  /// The scalar that starts here. Strings hold valid UTF-8, so that only the lead bytes 0xC2 and 0xE2, which
  /// begin the scalars in question, are decoded.
  private func scalar(in utf8: UnsafeBufferPointer<UInt8>, at position: Int) -> (value: UInt32, length: Int) {
    let lead = UInt32(utf8[position])
    if lead == 0xC2, position + 1 < utf8.count {
      return ((lead & 0x1F) << 6 | UInt32(utf8[position + 1] & 0x3F), 2)
    }
    if lead == 0xE2, position + 2 < utf8.count {
      let tail = UInt32(utf8[position + 1] & 0x3F) << 6 | UInt32(utf8[position + 2] & 0x3F)
      return ((lead & 0x0F) << 12 | tail, 3)
    }
    return (lead, 1)
  }

  private func needsEscape(_ value: UInt32) -> Bool {
    switch value {
    case 0x00...0x1F, 0x22, 0x5C, 0x7F...0x9F, 0x2028...0x202E, 0x2066...0x2069: true
    default: false
    }
  }

  private mutating func appendEscape(of value: UInt32) {
    append(UInt8(ascii: "\\"))
    switch value {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0x22, 0x5C: append(UInt8(truncatingIfNeeded: value))
    default:
      append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] as [UInt32] {
        let digit = UInt8(truncatingIfNeeded: value >> shift & 0xF)
        append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
      }
    }
  }
}
