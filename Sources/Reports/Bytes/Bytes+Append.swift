/// Text is built as UTF-8 bytes: a report of several hundred kilobytes would lose most of its time in `String`.
extension [UInt8] {
  /// Appends a literal.
  @inline(__always)
  mutating func append(_ text: StaticString) {
    append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends the name of a member of a JSON object with what stands around it, in one piece: most of a document are such
  /// names.
  mutating func append(key name: StaticString, afterComma: Bool) {
    let count = name.utf8CodeUnitCount
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count + 4) { piece in
      var length = 0
      func put(_ byte: UInt8) {
        piece.initializeElement(at: length, to: byte)
        length += 1
      }
      if afterComma { put(UInt8(ascii: ",")) }
      put(UInt8(ascii: "\""))
      for position in 0..<count { put(name.utf8Start[position]) }
      put(UInt8(ascii: "\""))
      put(UInt8(ascii: ":"))
      append(contentsOf: UnsafeBufferPointer(rebasing: piece[..<length]))
    }
  }

  /// Appends text as it is. Only for text that is known to be harmless in the format written.
  mutating func append(unescaped text: String) {
    append(contentsOf: text.utf8)
  }

  /// Appends a number in decimal digits.
  mutating func append(decimal value: Int) {
    if value >= 0, value < 10 {
      append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value))
      return
    }
    appendDigits(value, groupSeparator: nil)
  }

  /// Appends a number with a comma between groups of three digits.
  mutating func append(grouped value: Int) {
    appendDigits(value, groupSeparator: UInt8(ascii: ","))
  }

  private mutating func appendDigits(_ value: Int, groupSeparator: UInt8?) {
    // 20 digits, 6 separators and a sign at most.
    withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 32) { digits in
      var rest = value.magnitude
      var start = 32
      var written = 0
      repeat {
        if let groupSeparator, written > 0, written % 3 == 0 {
          start -= 1
          digits[start] = groupSeparator
        }
        start -= 1
        digits[start] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
        rest /= 10
        written += 1
      } while rest > 0
      if value < 0 {
        start -= 1
        digits[start] = UInt8(ascii: "-")
      }
      append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
    }
  }

  /// Appends a byte several times.
  mutating func append(_ byte: UInt8, times: Int) {
    append(contentsOf: repeatElement(byte, count: Swift.max(0, times)))
  }
}
