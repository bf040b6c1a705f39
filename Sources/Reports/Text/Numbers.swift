/// Numbers with thousands separators.
enum Grouped {
  static func text(_ value: Int) -> String {
    var bytes: [UInt8] = []
    bytes.append(grouped: value)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Multiply-accumulates in millions with one decimal, small numbers as they are.
  static func millions(_ value: Int) -> String {
    guard value >= 1_000_000 else { return text(value) }
    let tenths = (value + 50_000) / 100_000
    return text(tenths / 10) + ".\(tenths % 10) M"
  }
}

/// Sizes in decimal units, as file managers show them.
enum ByteSize {
  static func text(_ bytes: Int) -> String {
    for (unit, size) in [("GB", 1_000_000_000), ("MB", 1_000_000), ("KB", 1000)] where bytes >= size {
      let tenths = (bytes / (size / 100) + 5) / 10
      return "\(tenths / 10).\(tenths % 10) \(unit)"
    }
    return "\(bytes) bytes"
  }
}
