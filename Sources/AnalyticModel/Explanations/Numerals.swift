/// Numbers for sentences.
enum Numerals {
  /// With thousands separators: `3,402`.
  static func grouped(_ value: Int) -> String {
    var digits: [UInt8] = []
    for (position, digit) in String(value.magnitude).utf8.reversed().enumerated() {
      if position > 0, position % 3 == 0 { digits.append(UInt8(ascii: ",")) }
      digits.append(digit)
    }
    if value < 0 { digits.append(UInt8(ascii: "-")) }
    return String(decoding: digits.reversed(), as: UTF8.self)
  }

  /// An index as it is written behind a letter: `₂`.
  static func subscripted(_ value: Int) -> String {
    String(
      String.UnicodeScalarView(String(value).unicodeScalars.compactMap { Unicode.Scalar($0.value + 0x2050) }))
  }

  /// A product as it is written: `3·3·18`.
  static func product(_ factors: [Int]) -> String {
    factors.isEmpty ? "1" : factors.map(String.init).joined(separator: "·")
  }

  /// `expand, depthwise and project`.
  static func list(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " and " + last
  }
}
