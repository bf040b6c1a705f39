/// Sentences broken at spaces.
enum Wrapping {
  /// The first line keeps the blanks that the text begins with, the others are indented.
  static func lines(_ text: String, width: Int, indent: Int) -> [String] {
    lines(text, behind: String(text.prefix { $0 == " " }), width: width, indent: indent)
  }

  /// Words on a line that is begun already.
  private static func lines(
    _ text: String, behind head: String, width: Int, indent: Int
  ) -> [String] {
    var lines: [String] = []
    var line = head
    var isEmpty = true
    for word in text.split(separator: " ") {
      if !isEmpty, DisplayWidth.of(line) + 1 + DisplayWidth.of(String(word)) > width {
        lines.append(line)
        line = String(repeating: " ", count: indent)
        isEmpty = true
      }
      line += (isEmpty ? "" : " ") + word
      isEmpty = false
    }
    lines.append(line)
    return lines
  }

  /// A line whose fields are parted by three blanks or more, broken between fields, and within one only where it alone
  /// is too long.
  static func fields(_ text: String, width: Int, indent: Int) -> [String] {
    guard DisplayWidth.of(text) > width else { return [text] }
    let blanks = String(repeating: " ", count: indent)
    var lines = [String(text.prefix { $0 == " " })]
    var isEmpty = true
    for (separator, field) in fields(of: text.drop { $0 == " " }) {
      var last = lines.removeLast()
      // A field that is too long for any line begins where it stands.
      if !isEmpty, DisplayWidth.of(last + separator + field) > width, DisplayWidth.of(blanks + field) <= width
      {
        lines.append(last)
        last = blanks
        isEmpty = true
      }
      last += isEmpty ? "" : separator
      isEmpty = false
      lines +=
        DisplayWidth.of(last + field) <= width
        ? [last + field] : Wrapping.lines(field, behind: last, width: width, indent: indent)
    }
    return lines
  }

  /// Each field with the blanks in front of it.
  private static func fields(of text: Substring) -> [(separator: String, field: String)] {
    var fields: [(separator: String, field: String)] = []
    var current = (separator: "", field: "")
    var blanks = ""
    for character in text {
      if character == " " {
        blanks.append(character)
        continue
      }
      if blanks.count >= 3 {
        fields.append(current)
        current = (blanks, "")
      } else {
        current.field += blanks
      }
      blanks = ""
      current.field.append(character)
    }
    return fields + [current]
  }

  /// The width below which words behind a head would stand one below the other.
  private static let leastBesideHead = 20

  /// A text behind a head that keeps its blanks, in lines that begin below the text's first word; where the head leaves
  /// too little room, in lines of its own below it.
  static func hanging(_ head: String, _ text: String, width: Int) -> [String] {
    let indent = DisplayWidth.of(head)
    guard width - indent >= leastBesideHead || text.isEmpty else {
      let blanks = String(head.prefix { $0 == " " }) + "    "
      let below = lines(text, width: max(leastBesideHead, width - blanks.count), indent: 0)
      let end = head.lastIndex { $0 != " " }
      return (end.map { [String(head[...$0])] } ?? []) + below.map { blanks + $0 }
    }
    var lines = lines(text, width: max(leastBesideHead, width - indent), indent: 0)
    let blanks = String(repeating: " ", count: indent)
    for index in lines.indices { lines[index] = (index == 0 ? head : blanks) + lines[index] }
    return lines
  }
}
