/// A pattern for names: `*` for any text, `?` for one character, `[a-z]` for one of several.
public struct Glob: Hashable, Sendable {
  /// As it was written.
  public let text: String
  private let pattern: [UInt8]

  public init(_ pattern: String) {
    text = pattern
    self.pattern = Array(pattern.utf8)
  }

  /// Whether it takes a layer, by its name or its address.
  public func takes(_ name: String, _ address: String?) -> Bool {
    matches(name) || address.map(matches) == true
  }

  /// Whether the whole of a text matches. Takes time in proportion to pattern and text, whatever the pattern is.
  public func matches(_ text: String) -> Bool {
    let text = Array(text.utf8)
    var here = 0
    var place = 0
    var star: (pattern: Int, text: Int)?
    while place < text.count {
      if here < pattern.count, pattern[here] == UInt8(ascii: "*") {
        star = (here + 1, place)
        here += 1
      } else if let next = step(at: here, byte: text[place]) {
        here = next
        place += 1
      } else if let last = star {
        here = last.pattern
        place = last.text + 1
        star = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    while here < pattern.count, pattern[here] == UInt8(ascii: "*") { here += 1 }
    return here == pattern.count
  }

  /// Where the pattern goes on after this byte, or `nil` where it does not take it.
  private func step(at position: Int, byte: UInt8) -> Int? {
    guard position < pattern.count else { return nil }
    switch pattern[position] {
    case UInt8(ascii: "?"): return position + 1
    case UInt8(ascii: "["):
      guard let end = pattern[(position + 1)...].firstIndex(of: UInt8(ascii: "]")), end > position + 1 else {
        return byte == pattern[position] ? position + 1 : nil
      }
      return contains(byte, in: position + 1..<end) ? end + 1 : nil
    default: return pattern[position] == byte ? position + 1 : nil
    }
  }

  private func contains(_ byte: UInt8, in range: Range<Int>) -> Bool {
    var position = range.lowerBound
    while position < range.upperBound {
      if position + 2 < range.upperBound, pattern[position + 1] == UInt8(ascii: "-") {
        if pattern[position] <= byte, byte <= pattern[position + 2] { return true }
        position += 3
      } else {
        if pattern[position] == byte { return true }
        position += 1
      }
    }
    return false
  }
}

extension Glob? {
  /// Whether it takes a layer; where there is no pattern every layer is taken.
  public func takes(_ name: String, _ address: String?) -> Bool { self?.takes(name, address) ?? true }
}
