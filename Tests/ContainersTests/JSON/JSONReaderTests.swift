import Testing

@testable import Containers

/// What good texts mean. Expectations follow RFC 8259 and, for `NaN` and lone surrogates, Python 3's `json`.
@Suite struct JSONReaderTests {
  @Test(arguments: [
    ("null", JSONValue.null),
    (" \t\r\ntrue ", .bool(true)),
    ("false", .bool(false)),
    ("0", .integer(0)),
    ("-0", .integer(0)),
    ("9007199254740993", .integer(9_007_199_254_740_993)),
    ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)),
    ("9223372036854775808", .number(9_223_372_036_854_775_808)),
    ("-9223372036854775809", .number(-9_223_372_036_854_775_808)),
    ("18446744073709551616", .number(18_446_744_073_709_551_616)),
    ("480.0", .number(480)),
    ("0.99", .number(0.99)),
    ("0.001", .number(0.001)),
    ("1e-07", .number(1e-07)),
    ("-1.5E+3", .number(-1500)),
    ("1e3", .number(1000)),
    // The textbook hard case: half an ulp above 2^53, beyond what one exact operation can decide.
    ("9007199254740993.0", .number(9_007_199_254_740_992)),
    ("179769313486231570000e288", .number(1.7976931348623157e308)),
    ("2.2250738585072014e-308", .number(2.2250738585072014e-308)),
    ("5e-324", .number(.leastNonzeroMagnitude)),
    ("1e999", .number(.infinity)),
    ("-1e999", .number(-.infinity)),
    ("1e-999", .number(0)),
    ("1e99999999999999999999", .number(.infinity)),
    ("Infinity", .number(.infinity)),
    ("-Infinity", .number(-.infinity)),
    ("[]", .array([])),
    ("[ ]", .array([])),
    ("{}", .object(JSONObject())),
    ("{ }", .object(JSONObject())),
    ("[1,[2,[]],3]", .array([.integer(1), .array([.integer(2), .array([])]), .integer(3)])),
    ("\u{FEFF}[]", .array([])),
  ])
  func values(text: String, expected: JSONValue) throws {
    #expect(try JSONReader.read(text) == expected)
  }

  @Test func notANumber() throws {
    guard case .number(let value) = try JSONReader.read("NaN") else {
      Issue.record("NaN is no number")
      return
    }
    #expect(value.isNaN)
  }

  @Test func negativeZeroKeepsItsSign() throws {
    guard case .number(let value) = try JSONReader.read("-0.0") else {
      Issue.record("-0.0 is no number")
      return
    }
    #expect(value == 0 && value.sign == .minus)
  }

  @Test(arguments: [
    (#""""#, ""),
    (#""block_1_expand""#, "block_1_expand"),
    (#""moving_variance_initializer""#, "moving_variance_initializer"),
    (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{08}\u{0C}\n\r\t"),
    (#""a\u0041b""#, "aAb"),
    (#""\u00e9\u20AC""#, "é€"),
    (#""\ud83d\ude00""#, "😀"),
    (#""x\ud83dy""#, "x\u{FFFD}y"),
    (#""\ude00""#, "\u{FFFD}"),
    (#""\ud83d\ud83d\ude00""#, "\u{FFFD}😀"),
    (#""\ud83d\n""#, "\u{FFFD}\n"),
    (#""\ud83d\u0041""#, "\u{FFFD}A"),
    (#""\u0000""#, "\0"),
    ("\"größe 😀\"", "größe 😀"),
    ("\"größe\\n😀\"", "größe\n😀"),
    ("\"\u{7F}\"", "\u{7F}"),
  ])
  func strings(text: String, expected: String) throws {
    #expect(try JSONReader.read(text) == .string(expected))
  }

  @Test func keysKeepTheirOrderAndTheLastDuplicateWins() throws {
    let value = try JSONReader.read(#"{"b": 1, "a": {"z": 2, "y": 3}, "b": 4}"#)
    #expect(value.object?.members.map(\.key) == ["b", "a", "b"])
    #expect(value["a"]?.object?.members.map(\.key) == ["z", "y"])
    #expect(value["b"] == .integer(4))
  }

  @Test func objectsInsideArraysInsideObjects() throws {
    let value = try JSONReader.read(#"{"a": [{"b": [1, {}]}, [], {"c": null}], "d": "e"}"#)
    #expect(
      value
        == .object(
          JSONObject([
            .init(
              key: "a",
              value: .array([
                .object(
                  JSONObject([.init(key: "b", value: .array([.integer(1), .object(JSONObject())]))])),
                .array([]),
                .object(JSONObject([.init(key: "c", value: .null)])),
              ])),
            .init(key: "d", value: .string("e")),
          ])))
  }

  @Test func manyElements() throws {
    let text = "[" + (0..<10_000).map(String.init).joined(separator: ", ") + "]"
    #expect(try JSONReader.read(text) == .array((0..<10_000).map { .integer($0) }))
  }
}
