import Testing

/// The validator finds what is wrong, and refuses rules that it does not know.
struct JSONSchemaTests {
  private func errors(_ value: String, _ schema: String) throws -> [String] {
    try JSONSchema(documents: [
      "s.json": JSON(schema.utf8), "t.json": JSON(#"{"$defs": {"n": {"type": "null"}}}"#.utf8),
    ])
    .errors(in: JSON(value.utf8), by: "s.json")
  }

  @Test(arguments: [
    ("1", #"{"type": "integer"}"#, true),
    ("1.5", #"{"type": "integer"}"#, false),
    ("1", #"{"type": "number"}"#, true),
    ("true", #"{"type": "integer"}"#, false),
    ("1", #"{"type": "boolean"}"#, false),
    ("null", #"{"type": ["string", "null"]}"#, true),
    ("null", #"{"$ref": "t.json#/$defs/n"}"#, true),
    ("0", #"{"$ref": "t.json#/$defs/n"}"#, false),
    ("-1", #"{"minimum": 0}"#, false),
    ("3", #"{"maximum": 2}"#, false),
    ("\"\"", #"{"minLength": 1}"#, false),
    ("[1, 2]", #"{"items": {"const": 1}}"#, false),
    ("[1, 2]", #"{"maxItems": 1}"#, false),
    ("[]", #"{"minItems": 1}"#, false),
    ("{}", #"{"required": ["a"]}"#, false),
    (#"{"a": null}"#, #"{"required": ["a"]}"#, true),
    (#"{"a": 1}"#, #"{"properties": {"a": {"type": "string"}}}"#, false),
    (#"{"a": 1, "b": 2}"#, #"{"properties": {"a": true}, "additionalProperties": false}"#, false),
    (#"{"b": 2}"#, #"{"additionalProperties": {"type": "integer"}}"#, true),
    (#"{"b": "2"}"#, #"{"additionalProperties": {"type": "integer"}}"#, false),
    (
      #"{"a": 1, "b": 2}"#, #"{"anyOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}"#,
      false
    ),
    (#"{"a": 1}"#, #"{"anyOf": [{"properties": {"a": true}}], "unevaluatedProperties": false}"#, true),
    ("1", #"{"oneOf": [{"type": "integer"}, {"type": "number"}]}"#, false),
    ("1", #"{"anyOf": [{"type": "integer"}, {"type": "number"}]}"#, true),
    ("\"x\"", #"{"enum": ["y", null]}"#, false),
    (#"{"a": 1}"#, #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": true}"#, false),
    (#"{}"#, #"{"if": {"required": ["a"]}, "then": {"required": ["b"]}, "else": true}"#, true),
  ]) func rules(_ value: String, _ schema: String, _ isValid: Bool) throws {
    #expect(try errors(value, schema).isEmpty == isValid)
  }

  @Test(arguments: [
    ("[1, -2.5, 1e3]", JSON.array([.integer(1), .number(-2.5), .number(1000)])),
    (#"{"a": "\u00e9\n\ud83d\ude00"}"#, .object(["a": .string("é\n😀")])),
    (" [] ", .array([])),
  ]) func documents(_ text: String, _ value: JSON) throws {
    #expect(try JSON(text.utf8) == value)
  }

  @Test(arguments: [
    "", "01", "[1,]", "{\"a\":1,\"a\":2}", "\"\n\"", "tru", "1 2", "{a:1}", "\"\\x\"", "NaN", "+1", "[", "\"",
  ]) func noDocuments(_ text: String) {
    #expect(throws: JSON.Malformed.self) { try JSON(text.utf8) }
  }

  @Test func whatIsNotKnownIsRefused() {
    #expect(throws: JSONSchema.Failure.unknownKeyword("pattern")) { try errors("1", #"{"pattern": "x"}"#) }
    #expect(throws: JSONSchema.Failure.unresolved(reference: "u.json")) {
      try errors("1", #"{"$ref": "u.json"}"#)
    }
    #expect(throws: JSONSchema.Failure.malformed("type text")) { try errors("1", #"{"type": "text"}"#) }
  }
}
