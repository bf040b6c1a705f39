import LayerCatalog

/// Stored names taken apart: prefixes, and the counters that make names unique.
enum WeightNames {
  /// The role that a name spells: one of Keras' own, else the word itself, by which a custom class calls its variable.
  /// `nil` for a number.
  static func role(in path: String) -> VariableRole? {
    if let role = VariableRole(storedName: path) { return role }
    let name = path.utf8[
      (path.utf8.lastIndex(of: UInt8(ascii: "/")).map(path.utf8.index(after:)) ?? path.startIndex)...]
    let word = name.prefix { $0 != UInt8(ascii: ":") }
    return word.allSatisfy(isDigit) ? nil : VariableRole(rawValue: String(Substring(word)))
  }

  /// The path in front of a variable's own name, without TensorFlow's tensor number: `["conv2d"]` of `conv2d/kernel:0`.
  static func prefix(of path: String) -> [String] {
    Array(path.pathComponents.dropLast())
  }

  /// A name without the counter that makes it unique: `conv2d` of `conv2d_12`.
  static func withoutCounter(_ name: String) -> String {
    counted(name)?.base ?? name
  }

  /// The parts of a name with a counter: (`conv2d`, 12) of `conv2d_12`; `nil` where there is no counter.
  static func counted(_ name: String) -> (base: String, counter: Int)? {
    let bytes = name.utf8
    guard let underscore = bytes.lastIndex(of: UInt8(ascii: "_")), underscore != bytes.startIndex else {
      return nil
    }
    let digits = bytes[bytes.index(after: underscore)...]
    guard !digits.isEmpty, digits.count < 10, digits.allSatisfy(isDigit), let counter = Int(Substring(digits))
    else {
      return nil
    }
    return (String(name[..<underscore]), counter)
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }
}
