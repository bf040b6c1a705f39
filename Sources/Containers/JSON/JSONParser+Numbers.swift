extension JSONParser {
  /// The number at the position: an integer if it is written as one and fits 64 bits, else the nearest double.
  mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    let isNegative = next == UInt8(ascii: "-")
    if isNegative {
      position += 1
      if skip("Infinity") { return .number(-.infinity) }
    }
    var decimal = Decimal()
    let integerDigits = position
    readDigits(into: &decimal)
    guard position > integerDigits else { throw error(.missingDigits) }
    if text[integerDigits] == UInt8(ascii: "0"), position - integerDigits > 1 {
      throw error(.leadingZero, at: integerDigits)
    }
    var isInteger = true
    if next == UInt8(ascii: ".") {
      isInteger = false
      position += 1
      let fraction = position
      readDigits(into: &decimal)
      guard position > fraction else { throw error(.missingDigits) }
      decimal.exponent = fraction - position
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      isInteger = false
      position += 1
      decimal.exponent += try exponent()
    }
    if isInteger, let integer = decimal.integer(isNegative: isNegative) { return .integer(integer) }
    if let double = decimal.exactDouble { return .number(isNegative ? -double : double) }
    let digits = String(decoding: UnsafeBufferPointer(rebasing: text[start..<position]), as: UTF8.self)
    guard let double = Double(digits) else { throw error(.missingDigits, at: start) }
    return .number(double)
  }

  private mutating func readDigits(into decimal: inout Decimal) {
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit < 10 else { return }
      decimal.append(digit)
      position += 1
    }
  }

  private mutating func exponent() throws(JSONError) -> Int {
    let isNegative = next == UInt8(ascii: "-")
    if isNegative || next == UInt8(ascii: "+") { position += 1 }
    let start = position
    var value = 0
    while position < text.count {
      let digit = text[position] &- UInt8(ascii: "0")
      guard digit < 10 else { break }
      // Held far beyond what a double can reach, so that it neither overflows nor loses its meaning.
      value = min(value * 10 + Int(digit), 1_000_000)
      position += 1
    }
    guard position > start else { throw error(.missingDigits) }
    return isNegative ? -value : value
  }
}

/// The digits of a number and the power of ten that scales them.
private struct Decimal {
  /// The digits without point, or `nil` where they do not fit.
  private var digits: UInt64? = 0
  var exponent = 0

  mutating func append(_ digit: UInt8) {
    guard let soFar = digits else { return }
    let (scaled, scaleOverflow) = soFar.multipliedReportingOverflow(by: 10)
    let (sum, sumOverflow) = scaled.addingReportingOverflow(UInt64(digit))
    digits = scaleOverflow || sumOverflow ? nil : sum
  }

  func integer(isNegative: Bool) -> Int? {
    guard let digits else { return nil }
    if !isNegative { return Int(exactly: digits) }
    return digits == UInt64(Int.min.magnitude) ? Int.min : Int(exactly: digits).map { -$0 }
  }

  /// The nearest double, where one multiplication or division of exact doubles gives it: up to 2^53 every
  /// integer is a double, up to 10^22 every power of ten is, and the operation rounds correctly
  /// (Clinger, "How to read floating point numbers accurately", 1990).
  var exactDouble: Double? {
    guard let digits, digits <= 1 << 53, exponent.magnitude < Self.powersOfTen.count else { return nil }
    let power = Self.powersOfTen[Int(exponent.magnitude)]
    return exponent < 0 ? Double(digits) / power : Double(digits) * power
  }

  private static let powersOfTen: [Double] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]
}
