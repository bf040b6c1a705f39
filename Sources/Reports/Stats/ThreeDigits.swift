/// A number rounded to three significant digits, for the many that a table of figures has: `printf` takes five times as
/// long. What it writes is what `%.3g` writes.
struct ThreeDigits {
  private let isNegative: Bool
  /// 100 to 999, of which the first stands at the power of ten.
  private let digits: Int
  private let power: Int

  /// Powers of ten that a 64-bit number holds exactly, so that scaling by one rounds once.
  private static let powersOfTen: [Double] = (0...22).reduce(into: []) { powers, _ in
    powers.append((powers.last.map { $0 * 10 }) ?? 1)
  }

  /// - Returns: `nil` for what is left to the library: zero, numbers that are not finite, very large and small ones,
  ///   and those so near to the middle between two roundings that scaling may have carried them over it.
  init?(_ value: Double) {
    let magnitude = abs(value)
    guard magnitude > 1e-18, magnitude < 1e18 else { return nil }
    // log10(2); off by one where the power of two does not tell.
    var power = Int((Double(magnitude.exponent) * 0.30103).rounded(.down))
    var scaled = ThreeDigits.scaled(magnitude, by: 2 - power)
    if scaled >= 1000 {
      power += 1
      scaled = ThreeDigits.scaled(magnitude, by: 2 - power)
    }
    guard scaled >= 100, scaled < 1000 else { return nil }
    let rounded = scaled.rounded()
    guard abs(abs(scaled - scaled.rounded(.down)) - 0.5) > 1e-9 else { return nil }
    isNegative = value < 0
    digits = rounded < 1000 ? Int(rounded) : 100
    self.power = rounded < 1000 ? power : power + 1
  }

  private static func scaled(_ value: Double, by power: Int) -> Double {
    power < 0 ? value / powersOfTen[-power] : value * powersOfTen[power]
  }

  var text: String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(12)
    if isNegative { bytes.append("-") }
    // Zeros at the end say nothing.
    let written = digits % 100 == 0 ? 1 : digits % 10 == 0 ? 2 : 3
    switch power {
    case 0...2:
      append(0...power, to: &bytes)
      if written > power + 1 {
        bytes.append(".")
        append(power + 1...written - 1, to: &bytes)
      }
    case -4 ... -1:
      bytes.append("0.")
      bytes.append(UInt8(ascii: "0"), times: -power - 1)
      append(0...written - 1, to: &bytes)
    default:
      append(0...0, to: &bytes)
      if written > 1 {
        bytes.append(".")
        append(1...written - 1, to: &bytes)
      }
      if power < 0 { bytes.append("e-") } else { bytes.append("e+") }
      if abs(power) < 10 { bytes.append("0") }
      bytes.append(decimal: abs(power))
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func append(_ places: ClosedRange<Int>, to bytes: inout [UInt8]) {
    for place in places {
      let digit = place == 0 ? digits / 100 : place == 1 ? digits / 10 % 10 : digits % 10
      bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: digit))
    }
  }
}
