/// One pass over the bytes of a JSON text.
///
/// Open arrays and objects are kept on a stack of its own, not on the call stack, so that nesting cannot overflow it.
/// Finished values wait on `elements` and `members` until their container closes and takes them as one array.
struct JSONParser: ~Copyable {
  let text: UnsafeBufferPointer<UInt8>
  /// Where the next byte is read; never beyond `text.count`.
  var position = 0
  /// The bytes of the string that is being read, where escapes keep it from being taken as it stands.
  var unescaped: [UInt8] = []
  private let depthLimit: Int
  private let valueLimit: Int
  private var values = 0
  private var containers: [OpenContainer] = []
  private var elements = MovingStack<JSONValue>()
  private var members = MovingStack<JSONObject.Member>()

  /// An array or object whose end was not met yet.
  private struct OpenContainer {
    var isObject: Bool
    /// How many elements or members lie on the stack below its own.
    var start: Int
  }

  init(_ text: UnsafeBufferPointer<UInt8>, depthLimit: Int, valueLimit: Int) {
    self.text = text
    self.depthLimit = depthLimit
    self.valueLimit = valueLimit
    containers.reserveCapacity(16)
  }

  /// The value that is the whole text.
  mutating func document() throws(JSONError) -> JSONValue {
    skipByteOrderMark()
    skipSpace()
    guard position < text.count else { throw error(.emptyText) }
    while true {
      guard var value = try valueOrOpening() else { continue }
      while let container = containers.last {
        if container.isObject {
          members.withTop { $0.value = value }
        } else {
          elements.push(value)
        }
        guard try closes(container) else { break }
        value = close(container)
      }
      if containers.isEmpty {
        skipSpace()
        guard position == text.count else { throw error(.trailingText) }
        return value
      }
    }
  }

  /// The next byte, or 0 at the end; a NUL is nowhere part of JSON, so that both are faults to every caller.
  var next: UInt8 {
    @inline(__always) get { position < text.count ? text[position] : 0 }
  }

  @inline(__always)
  mutating func skipSpace() {
    while position < text.count {
      switch text[position] {
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): position += 1
      default: return
      }
    }
  }

  private mutating func skipByteOrderMark() {
    if text.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }
}

// MARK: - Structure

extension JSONParser {
  /// The scalar or empty container at the position, or `nil` where a container with contents was opened:
  /// then the position is that of its first value.
  private mutating func valueOrOpening() throws(JSONError) -> JSONValue? {
    skipSpace()
    values += 1
    guard values <= valueLimit else { throw error(.tooManyValues(limit: valueLimit)) }
    switch next {
    case UInt8(ascii: "\""):
      return .string(try string())
    case UInt8(ascii: "{"):
      try open(isObject: true)
      if next == UInt8(ascii: "}") { return closeEmpty(.object(JSONObject())) }
      try key(expecting: .keyOrEnd)
      return nil
    case UInt8(ascii: "["):
      try open(isObject: false)
      if next == UInt8(ascii: "]") { return closeEmpty(.array([])) }
      guard position < text.count else { throw unexpected(.valueOrEnd) }
      return nil
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return try number()
    default:
      return try word()
    }
  }

  private mutating func open(isObject: Bool) throws(JSONError) {
    guard containers.count < depthLimit else { throw error(.nestedTooDeeply(limit: depthLimit)) }
    containers.append(OpenContainer(isObject: isObject, start: isObject ? members.count : elements.count))
    position += 1
    skipSpace()
  }

  private mutating func closeEmpty(_ value: JSONValue) -> JSONValue {
    position += 1
    containers.removeLast()
    return value
  }

  /// Reads on after a value: whether its container ends here. If not, the position is that of the next value.
  private mutating func closes(_ container: OpenContainer) throws(JSONError) -> Bool {
    skipSpace()
    let byte = next
    if byte == UInt8(ascii: ",") {
      position += 1
      if container.isObject {
        skipSpace()
        try key(expecting: .key)
      }
      return false
    }
    guard byte == (container.isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else {
      throw unexpected(container.isObject ? .commaOrBrace : .commaOrBracket)
    }
    position += 1
    return true
  }

  private mutating func close(_ container: OpenContainer) -> JSONValue {
    containers.removeLast()
    return container.isObject
      ? .object(JSONObject(members.popArray(from: container.start)))
      : .array(elements.popArray(from: container.start))
  }

  /// Reads a key and its colon, and puts the member on the stack; its value follows.
  private mutating func key(expecting expectation: JSONError.Expectation) throws(JSONError) {
    guard next == UInt8(ascii: "\"") else { throw unexpected(expectation) }
    members.push(JSONObject.Member(key: try string(), value: .null))
    skipSpace()
    guard next == UInt8(ascii: ":") else { throw unexpected(.colon) }
    position += 1
  }

  /// `null`, `true`, `false`, and the two that Python adds.
  private mutating func word() throws(JSONError) -> JSONValue {
    switch next {
    case UInt8(ascii: "n") where skip("null"): return .null
    case UInt8(ascii: "t") where skip("true"): return .bool(true)
    case UInt8(ascii: "f") where skip("false"): return .bool(false)
    case UInt8(ascii: "N") where skip("NaN"): return .number(.nan)
    case UInt8(ascii: "I") where skip("Infinity"): return .number(.infinity)
    default: throw unexpected(.value)
    }
  }

  /// Skips a word if it stands here.
  mutating func skip(_ word: StaticString) -> Bool {
    let length = word.utf8CodeUnitCount
    guard length <= text.count - position else { return false }
    for index in 0..<length where text[position + index] != word.utf8Start[index] { return false }
    position += length
    return true
  }
}

// MARK: - Faults

extension JSONParser {
  /// What stands at the position cannot stand there.
  func unexpected(_ expectation: JSONError.Expectation) -> JSONError {
    position < text.count
      ? error(.unexpected(byte: text[position], expected: expectation))
      : error(.unexpectedEnd(expected: expectation))
  }

  /// A fault at the position, or at an offset before it.
  func error(_ reason: JSONError.Reason, at offset: Int? = nil) -> JSONError {
    let offset = offset ?? position
    var line = 1
    var column = 1
    for byte in text[..<offset] {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xC0 != 0x80 {
        // Continuation bytes of UTF-8 belong to the character before them.
        column += 1
      }
    }
    return JSONError(reason, line: line, column: column, offset: offset)
  }
}
