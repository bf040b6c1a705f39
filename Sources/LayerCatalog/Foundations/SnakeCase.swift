/// Keras' way from a class name to the name of a group.
public enum SnakeCase {
  /// `DepthwiseConv2D` gives `depthwise_conv2d`, `PReLU` `p_re_lu`.
  ///
  /// READ keras/src/utils/naming.py 3.15.1: an underscore goes before a capital that is followed by small
  /// letters unless the character before it belongs to such a word already, then between a small letter and a capital.
  static func name(of className: String) -> String {
    let letters = className.utf8.filter {
      isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "_") || $0 >= 0x80
    }
    var words: [UInt8] = []
    words.reserveCapacity(letters.count + 8)
    var index = 0
    while index < letters.count {
      words.append(letters[index])
      if index + 2 < letters.count, isUpper(letters[index + 1]), isLower(letters[index + 2]) {
        words.append(UInt8(ascii: "_"))
        words.append(letters[index + 1])
        index += 2
        while index < letters.count, isLower(letters[index]) {
          words.append(letters[index])
          index += 1
        }
      } else {
        index += 1
      }
    }
    var name: [UInt8] = []
    name.reserveCapacity(words.count + 8)
    for (position, letter) in words.enumerated() {
      if position > 0, isUpper(letter), isLower(words[position - 1]) { name.append(UInt8(ascii: "_")) }
      name.append(isUpper(letter) ? letter | 0x20 : letter)
    }
    return String(decoding: name, as: UTF8.self)
  }

  /// A name without its counter: `conv2d_12` gives `conv2d`, `conv2d` itself.
  public static func withoutCounter(_ name: String) -> String {
    let bytes = name.utf8
    guard let last = bytes.lastIndex(where: { !isDigit($0) }), bytes[last] == UInt8(ascii: "_"),
      bytes.index(after: last) != bytes.endIndex, last != bytes.startIndex
    else { return name }
    return String(name[..<last])
  }

  private static func isUpper(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
  }
  private static func isLower(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
  }
  private static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }
}
