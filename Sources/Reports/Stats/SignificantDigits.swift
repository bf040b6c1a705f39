#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Numbers for people.
enum SignificantDigits {
  /// Three digits, with an exponent where the number is very large or small; `-` where there is none.
  static func text(_ value: Double?) -> String {
    guard let value else { return "-" }
    if value == 0, value.sign == .plus { return "0" }
    return ThreeDigits(value)?.text ?? byLibrary(value)
  }

  private static func byLibrary(_ value: Double) -> String {
    var buffer = [CChar](repeating: 0, count: 32)
    withVaList([value]) { _ = vsnprintf(&buffer, buffer.count, "%.3g", $0) }
    let bytes = buffer.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A share in percent: `0`, `< 0.1 %`, `12.5 %`, `all`.
  static func share(_ part: Int, of all: Int) -> String {
    guard part > 0, all > 0 else { return "0" }
    guard part < all else { return "all" }
    let tenths = Int((Double(part) / Double(all) * 1000).rounded())
    if tenths == 0 { return "<0.1 %" }
    if tenths == 1000 { return ">99.9 %" }
    return "\(tenths / 10).\(tenths % 10) %"
  }
}

/// A histogram in one line.
enum SparkLine {
  private static let heights = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// A blank for an empty column, else the height in eighths of the highest.
  static func text(_ counts: [Int]) -> String {
    guard let highest = counts.max(), highest > 0 else { return "" }
    return counts.map { count in
      count == 0 ? " " : heights[min(heights.count - 1, count * heights.count / (highest + 1))]
    }.joined()
  }
}
