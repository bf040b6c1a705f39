/// How many columns of a terminal text takes, and names from strangers made harmless.
enum DisplayWidth {
  static func of(_ text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  /// Cut in the middle, where names tell least: `block_12_dep…se_BN`.
  static func cut(_ text: String, to width: Int) -> String {
    guard of(text) > width, width > 1 else { return text }
    let scalars = Array(text.unicodeScalars)
    var head = ""
    var tail = ""
    var left = (width - 1) - (width - 1) / 2
    for scalar in scalars {
      guard self.width(scalar) <= left else { break }
      left -= self.width(scalar)
      head.unicodeScalars.append(scalar)
    }
    left = (width - 1) / 2
    var ending: [Unicode.Scalar] = []
    for scalar in scalars.reversed() {
      guard self.width(scalar) <= left else { break }
      left -= self.width(scalar)
      ending.append(scalar)
    }
    for scalar in ending.reversed() { tail.unicodeScalars.append(scalar) }
    return head + "…" + tail
  }

  /// Text with control characters and line breaks shown, not obeyed: a name must not move the cursor.
  static func harmless(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }) { return text }
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0..<0x20, 0x7F..<0xA0, 0x200B...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// East Asian wide characters take two columns, combining ones none (Unicode Standard Annex 11).
  private static func width(_ scalar: Unicode.Scalar) -> Int {
    switch scalar.value {
    case 0x300...0x36F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60,
      0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      2
    default: 1
    }
  }
}
