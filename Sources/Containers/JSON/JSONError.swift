/// Why a text is no JSON, and where.
public struct JSONError: Error, Hashable, Sendable {
  public var reason: Reason
  /// From 1.
  public var line: Int
  /// From 1, in characters (Unicode scalars), as editors count.
  public var column: Int
  /// From 0, in bytes of the text.
  public var offset: Int

  public init(_ reason: Reason, line: Int, column: Int, offset: Int) {
    self.reason = reason
    self.line = line
    self.column = column
    self.offset = offset
  }
}

extension JSONError {
  public enum Reason: Hashable, Sendable {
    /// Nothing but white space.
    case emptyText
    /// A byte that cannot stand where something else is expected.
    case unexpected(byte: UInt8, expected: Expectation)
    /// The text ends too early.
    case unexpectedEnd(expected: Expectation)
    /// More text after the value that is the document.
    case trailingText
    /// A string without its closing quote; the position is that of the opening one.
    case unclosedString
    /// A control character that JSON wants escaped.
    case controlCharacter(UInt8)
    /// A backslash before a character that needs none.
    case unknownEscape(UInt8)
    /// `\u` without four hexadecimal digits.
    case incompleteUnicodeEscape
    case invalidUTF8
    /// `01`.
    case leadingZero
    /// A sign, a decimal point or an exponent with no digit after it.
    case missingDigits
    /// More bytes than `Limits.jsonBytes`.
    case textTooLong(limit: Int)
    /// Deeper than `Limits.jsonDepth` or `JSONReader.deepestNesting`.
    case nestedTooDeeply(limit: Int)
    /// More values than `Limits.jsonValues`.
    case tooManyValues(limit: Int)
  }

  /// What the grammar wants at a place.
  public enum Expectation: String, Hashable, Sendable {
    case value = "a value"
    case key = "a key in double quotes"
    case keyOrEnd = "a key in double quotes or '}'"
    case valueOrEnd = "a value or ']'"
    case colon = "':' after the key"
    case commaOrBrace = "',' or '}'"
    case commaOrBracket = "',' or ']'"
  }
}

extension JSONError.Reason: CustomStringConvertible {
  public var description: String {
    switch self {
    case .emptyText: "there is no value"
    case .unexpected(let byte, let expected): "\(Self.name(of: byte)) where \(expected.rawValue) is expected"
    case .unexpectedEnd(let expected): "the text ends where \(expected.rawValue) is expected"
    case .trailingText: "more text after the end of the value"
    case .unclosedString: "a string has no closing quote"
    case .controlCharacter(let byte): "\(Self.name(of: byte)) is not escaped in a string"
    case .unknownEscape(let byte): "\(Self.name(of: byte)) after a backslash"
    case .incompleteUnicodeEscape: "\\u is not followed by four hexadecimal digits"
    case .invalidUTF8: "bytes that are no UTF-8"
    case .leadingZero: "a number begins with a needless zero"
    case .missingDigits: "a number lacks a digit"
    case .textTooLong(let limit): "longer than the limit of \(limit) bytes"
    case .nestedTooDeeply(let limit): "nested more than \(limit) levels deep"
    case .tooManyValues(let limit): "more than \(limit) values"
    }
  }

  /// A byte as a reader would name it; never a control character itself.
  private static func name(of byte: UInt8) -> String {
    if byte > 0x20, byte < 0x7F { return "'\(Character(UnicodeScalar(byte)))'" }
    let digits = String(byte, radix: 16, uppercase: true)
    return "byte 0x" + (digits.utf8.count == 1 ? "0" : "") + digits
  }
}

extension JSONError: CustomStringConvertible {
  /// The reason with its place: "line 3, column 14 (byte 52): a string has no closing quote".
  public var description: String {
    "line \(line), column \(column) (byte \(offset)): \(reason)"
  }
}
