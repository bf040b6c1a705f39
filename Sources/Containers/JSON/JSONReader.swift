/// Reads JSON as Python writes it, within limits: what a configuration from a stranger may cost is known beforehand.
///
/// Key order, duplicate keys and 64-bit integers are kept. `NaN`, `Infinity` and `-Infinity` are values, because
/// Python's `json` writes them. A byte order mark before the text is skipped, as `json.loads` does with bytes,
/// which is how Keras 3.15.1 reads `config.json` (`keras/src/saving/saving_lib.py`).
public enum JSONReader {
  /// The deepest nesting whatever the limits say: a value frees its children recursively, so that depth costs stack
  /// long after the text was read. Keras' own configurations nest less than 50 levels.
  public static let deepestNesting = 1024

  /// The value that the bytes spell.
  ///
  /// - Throws: `JSONError` with the place of the first fault, or the limit that was met.
  public static func read(_ bytes: [UInt8], limits: Limits = Limits()) throws(JSONError) -> JSONValue {
    try bytes.withUnsafeBufferPointer { buffer throws(JSONError) in
      try read(buffer, limits: limits)
    }
  }

  /// The value that the text spells.
  ///
  /// - Throws: `JSONError` with the place of the first fault, or the limit that was met.
  public static func read(_ text: String, limits: Limits = Limits()) throws(JSONError) -> JSONValue {
    var text = text
    let result = text.withUTF8 { buffer -> Result<JSONValue, JSONError> in
      Result { () throws(JSONError) in try read(buffer, limits: limits) }
    }
    return try result.get()
  }

  private static func read(
    _ buffer: UnsafeBufferPointer<UInt8>, limits: Limits
  ) throws(JSONError) -> JSONValue {
    guard buffer.count <= limits.jsonBytes else {
      throw JSONError(.textTooLong(limit: limits.jsonBytes), line: 1, column: 1, offset: 0)
    }
    var parser = JSONParser(
      buffer, depthLimit: min(limits.jsonDepth, deepestNesting), valueLimit: limits.jsonValues)
    return try parser.document()
  }
}
