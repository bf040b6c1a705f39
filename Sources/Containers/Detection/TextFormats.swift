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
    ForeignFormat("this is Python source, not a model") { head in
      isText(head) && (contains("import ", in: head) || contains("def ", in: head))
    },
    ForeignFormat("this is plain text, not a model") { head in isText(head) },
  ]

  private static func contains(_ text: String, in bytes: [UInt8]) -> Bool {
    let pattern = Array(text.utf8)
    guard bytes.count >= pattern.count else { return false }
    return (0...(bytes.count - pattern.count)).contains {
      bytes[$0..<($0 + pattern.count)].elementsEqual(pattern)
    }
  }

  private static func isText(_ bytes: [UInt8]) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 >= 0x20 || $0 == 9 || $0 == 10 || $0 == 13 }
  }
}
