/// Text that lies where a model should.
enum TextFormats {
  static let all: [ForeignFormat] = [
    ForeignFormat(
      "this is an architecture as JSON (model.to_json), without weights", advice: "the weights lie elsewhere"
    ) {
      head in
      head.first { $0 > 0x20 } == UInt8(ascii: "{") && contains("\"class_name\"", in: head)
    },
    ForeignFormat("this is JSON, but no shard index of weights") { head in
      let first = head.first { $0 > 0x20 }
      return (first == UInt8(ascii: "{") || first == UInt8(ascii: "[")) && isText(head)
    },
    ForeignFormat("this is Python source, not a model") { isText($0) && isPython($0) },
    ForeignFormat("this is plain text, not a model") { head in isText(head) },
  ]

  private static func contains(_ text: String, in bytes: [UInt8]) -> Bool {
    let pattern = Array(text.utf8)
    guard bytes.count >= pattern.count else { return false }
    return (0...(bytes.count - pattern.count)).contains {
      bytes[$0..<($0 + pattern.count)].elementsEqual(pattern)
    }
  }

  /// UTF-8 without control characters; a character may be cut at the end of the head.
  private static func isText(_ bytes: [UInt8]) -> Bool {
    guard !bytes.isEmpty, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || (9...13).contains($0) }) else {
      return false
    }
    let longest = bytes.count == ForeignFormats.headLength ? 3 : 0
    return (0...longest).contains { String(validating: bytes.dropLast($0), as: UTF8.self) != nil }
  }

  private static let pythonModules: Set = ["keras", "numpy", "os", "sys", "tensorflow", "tf_keras", "torch"]

  /// Whether a line is a statement that only Python begins so; prose may well begin a line with "import".
  private static func isPython(_ bytes: [UInt8]) -> Bool {
    if bytes.starts(with: "#!".utf8), contains("python", in: Array(bytes.prefix(64))) { return true }
    return bytes.split(separator: 0x0A).contains { line in
      let words = line.split { $0 <= 0x20 }
      guard let first = words.first, words.count > 1, line.first == first.first else { return false }
      switch String(decoding: first, as: UTF8.self) {
      case "def", "class": return words.last?.last == UInt8(ascii: ":")
      case "from": return words.count > 3 && words[2].elementsEqual("import".utf8)
      case "import":
        // Other languages import too, by other names.
        let module = words[1].prefix { $0 != UInt8(ascii: ".") && $0 != UInt8(ascii: ",") }
        return words.count > 2 && words[2].elementsEqual("as".utf8)
          || pythonModules.contains(String(decoding: module, as: UTF8.self))
      default: return false
      }
    }
  }
}
