import Testing

@testable import Containers

/// What faulty texts are told, and where.
@Suite struct JSONErrorTests {
  struct Fault: Sendable, CustomTestStringConvertible {
    var text: [UInt8]
    var line: Int
    var column: Int
    var offset: Int
    var words: String

    init(_ text: String, _ line: Int, _ column: Int, _ offset: Int, _ words: String) {
      self.init(bytes: Array(text.utf8), line, column, offset, words)
    }

    init(bytes: [UInt8], _ line: Int, _ column: Int, _ offset: Int, _ words: String) {
      self.text = bytes
      self.line = line
      self.column = column
      self.offset = offset
      self.words = words
    }

    var testDescription: String { String(decoding: text, as: UTF8.self) }
  }

  @Test(arguments: [
    Fault("", 1, 1, 0, "there is no value"),
    Fault(" \n ", 2, 2, 3, "there is no value"),
    Fault("[", 1, 2, 1, "the text ends where a value or ']' is expected"),
    Fault("{", 1, 2, 1, "the text ends where a key in double quotes or '}' is expected"),
    Fault("[1", 1, 3, 2, "the text ends where ',' or ']' is expected"),
    Fault(#"{"a":1"#, 1, 7, 6, "the text ends where ',' or '}' is expected"),
    Fault(#"{"a""#, 1, 5, 4, "the text ends where ':' after the key is expected"),
    Fault(#"{"a":"#, 1, 6, 5, "the text ends where a value is expected"),
    Fault("[1,", 1, 4, 3, "the text ends where a value is expected"),
    Fault(#"{"a":1,"#, 1, 8, 7, "the text ends where a key in double quotes is expected"),
    Fault("[1,]", 1, 4, 3, "']' where a value is expected"),
    Fault("[,1]", 1, 2, 1, "',' where a value is expected"),
    Fault(#"{"a":1,}"#, 1, 8, 7, "'}' where a key in double quotes is expected"),
    Fault("{a:1}", 1, 2, 1, "'a' where a key in double quotes or '}' is expected"),
    Fault("{'a':1}", 1, 2, 1, "''' where a key in double quotes or '}' is expected"),
    Fault(#"{"a" 1}"#, 1, 6, 5, "'1' where ':' after the key is expected"),
    Fault("[1 2]", 1, 4, 3, "'2' where ',' or ']' is expected"),
    Fault("[1}", 1, 3, 2, "'}' where ',' or ']' is expected"),
    Fault(#"{"a":1]"#, 1, 7, 6, "']' where ',' or '}' is expected"),
    Fault("]", 1, 1, 0, "']' where a value is expected"),
    Fault("nul", 1, 1, 0, "'n' where a value is expected"),
    Fault("None", 1, 1, 0, "'N' where a value is expected"),
    Fault("nan", 1, 1, 0, "'n' where a value is expected"),
    Fault("+1", 1, 1, 0, "'+' where a value is expected"),
    Fault(".5", 1, 1, 0, "'.' where a value is expected"),
    Fault("-NaN", 1, 2, 1, "a number lacks a digit"),
    Fault("-", 1, 2, 1, "a number lacks a digit"),
    Fault("1.", 1, 3, 2, "a number lacks a digit"),
    Fault("1.e5", 1, 3, 2, "a number lacks a digit"),
    Fault("1e", 1, 3, 2, "a number lacks a digit"),
    Fault("1e+", 1, 4, 3, "a number lacks a digit"),
    Fault("01", 1, 1, 0, "a number begins with a needless zero"),
    Fault("-012.5", 1, 2, 1, "a number begins with a needless zero"),
    Fault("0x10", 1, 2, 1, "more text after the end of the value"),
    Fault("{} {}", 1, 4, 3, "more text after the end of the value"),
    Fault("nullx", 1, 5, 4, "more text after the end of the value"),
    Fault("[1]\0", 1, 4, 3, "more text after the end of the value"),
    Fault("\0", 1, 1, 0, "byte 0x00 where a value is expected"),
    Fault("[\n  1,\n  oops\n]", 3, 3, 9, "'o' where a value is expected"),
    Fault("[\n \"größe\", x]", 2, 11, 14, "'x' where a value is expected"),
    Fault(#"["a, "b"]"#, 1, 7, 6, "'b' where ',' or ']' is expected"),
    Fault(#" "abc"#, 1, 2, 1, "a string has no closing quote"),
    Fault(#" "ab\"#, 1, 2, 1, "a string has no closing quote"),
    Fault(#" "ab\n"#, 1, 2, 1, "a string has no closing quote"),
    Fault("\"a\nb\"", 1, 3, 2, "byte 0x0A is not escaped in a string"),
    Fault("\"\\n\tb\"", 1, 4, 3, "byte 0x09 is not escaped in a string"),
    Fault(#""C:\dir""#, 1, 5, 4, "'d' after a backslash"),
    Fault(#""\u12""#, 1, 2, 1, "\\u is not followed by four hexadecimal digits"),
    Fault(#""\u12g4""#, 1, 2, 1, "\\u is not followed by four hexadecimal digits"),
    Fault(#""\ud83d\u12""#, 1, 8, 7, "\\u is not followed by four hexadecimal digits"),
    Fault(bytes: [0x22, 0x61, 0xFF, 0x22], 1, 3, 2, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xC0, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xE0, 0x9F, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xED, 0xA0, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xF0, 0x8F, 0x80, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xF4, 0x90, 0x80, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xF5, 0x80, 0x80, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0x80, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0xE2, 0x82, 0x22], 1, 2, 1, "bytes that are no UTF-8"),
    Fault(bytes: [0x22, 0x5C, 0x6E, 0xC3, 0x22], 1, 4, 3, "bytes that are no UTF-8"),
    Fault(bytes: [0x5B, 0xFE, 0x5D], 1, 2, 1, "byte 0xFE where a value is expected"),
  ])
  func faults(fault: Fault) {
    let error = #expect(throws: JSONError.self) { try JSONReader.read(fault.text) }
    #expect(error?.line == fault.line)
    #expect(error?.column == fault.column)
    #expect(error?.offset == fault.offset)
    #expect(error?.reason.description == fault.words)
  }

  @Test func descriptionNamesThePlace() {
    let error = #expect(throws: JSONError.self) { try JSONReader.read("[1,\n oops]") }
    #expect(error?.description == "line 2, column 2 (byte 5): 'o' where a value is expected")
  }

  /// A text cut anywhere is an error, never a trap and never a value.
  @Test func everyTruncation() {
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00é",true,null,NaN],"b":{"c":{}}}"#.utf8)
    for length in 0..<text.count {
      #expect(throws: JSONError.self) { try JSONReader.read(Array(text[..<length])) }
    }
    #expect(throws: Never.self) { try JSONReader.read(text) }
  }

  /// Whatever single byte is changed, the answer is a value or an error.
  @Test func everyByteReplaced() {
    let text = Array(#"{"a":[1,-2.5e3,"x\u00e9é"],"b":{"c":-Infinity}}"#.utf8)
    for index in text.indices {
      for byte in UInt8.min...UInt8.max {
        var changed = text
        changed[index] = byte
        do throws(JSONError) {
          _ = try JSONReader.read(changed)
        } catch {
          #expect(error.offset <= changed.count)
        }
      }
    }
  }
}
