import LayerCatalog

/// Writes JSON straight into bytes: keys in the order in which they are given, null for nil, exact integers.
///
/// `JSONEncoder` leaves nil keys out, changes the order from run to run, needs Foundation and is slower by an
/// order of magnitude.
struct JSONWriter {
  private(set) var bytes: [UInt8] = []
  /// Whether long lists and the members of a file start lines of their own, so that line-based tools and
  /// people find their way. A line of ndjson must not be broken.
  let breaksLines: Bool
  /// Whether something stands before the next key or element that a comma must part from it.
  private var needsComma = false

  init(breaksLines: Bool, capacity: Int = 4096) {
    self.breaksLines = breaksLines
    bytes.reserveCapacity(capacity)
  }

  mutating func beginObject() {
    bytes.append(UInt8(ascii: "{"))
    needsComma = false
  }

  mutating func endObject() {
    bytes.append(UInt8(ascii: "}"))
    needsComma = true
  }

  mutating func beginList() {
    bytes.append(UInt8(ascii: "["))
    needsComma = false
  }

  mutating func endList() {
    bytes.append(UInt8(ascii: "]"))
    needsComma = true
  }

  /// Begins the next member of an object.
  @inline(__always)
  mutating func key(_ name: StaticString) {
    bytes.append(key: name, afterComma: needsComma)
    needsComma = false
  }

  /// Begins the next member of an object whose keys come from the file.
  mutating func key(text name: String) {
    element()
    bytes.append(jsonString: name)
    bytes.append(UInt8(ascii: ":"))
    needsComma = false
  }

  /// Begins the next element of a list.
  mutating func element() {
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
  }

  /// Says that an element stands in front, which a caller wrote before.
  mutating func afterElement() {
    needsComma = true
  }

  /// Begins a line, where lines are broken at all.
  mutating func breakLine() {
    guard breaksLines else { return }
    // A comma belongs to the end of a line.
    if needsComma { bytes.append(UInt8(ascii: ",")) }
    needsComma = false
    bytes.append(UInt8(ascii: "\n"))
  }

  mutating func null() {
    bytes.append("null")
    needsComma = true
  }

  mutating func value(_ text: String) {
    bytes.append(jsonString: text)
    needsComma = true
  }

  mutating func value(_ text: String?) {
    if let text { value(text) } else { null() }
  }

  mutating func value(_ number: Int) {
    bytes.append(decimal: number)
    needsComma = true
  }

  mutating func value(_ number: Int?) {
    if let number { value(number) } else { null() }
  }

  mutating func value(_ flag: Bool) {
    if flag { bytes.append("true") } else { bytes.append("false") }
    needsComma = true
  }

  mutating func value(_ flag: Bool?) {
    if let flag { value(flag) } else { null() }
  }

  /// The shortest digits that give the same number again; JSON has no NaN and no infinity.
  mutating func value(_ number: Double) {
    guard number.isFinite else { return null() }
    bytes.append(unescaped: number.description)
    needsComma = true
  }

  mutating func value(_ number: Double?) {
    if let number { value(number) } else { null() }
  }

  /// A word of the contract, which needs no escape.
  mutating func value<Word: RawRepresentable>(_ word: Word) where Word.RawValue == String {
    value(word.rawValue)
  }

  mutating func value<Word: RawRepresentable>(_ word: Word?) where Word.RawValue == String {
    value(word?.rawValue)
  }

  /// A list with each element written by a closure.
  @inline(__always)
  mutating func list<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
    beginList()
    for element in elements {
      self.element()
      write(&self, element)
    }
    endList()
  }

  /// A list with each element on a line of its own.
  mutating func lines<Element>(_ elements: [Element], _ write: (inout JSONWriter, Element) -> Void) {
    beginList()
    for element in elements {
      breakLine()
      self.element()
      write(&self, element)
    }
    if let _ = elements.first { endOfLines() }
    endList()
  }

  private mutating func endOfLines() {
    needsComma = false
    breakLine()
  }

  mutating func list(_ texts: [String]) {
    list(texts) { $0.value($1) }
  }

  mutating func list(_ numbers: [Int]) {
    list(numbers) { $0.value($1) }
  }

  mutating func list(_ numbers: [Int]?) {
    if let numbers { list(numbers) } else { null() }
  }
}

// MARK: - Values of the catalog

extension JSONWriter {
  mutating func value(_ settings: Settings) {
    beginObject()
    for name in settings.keys {
      key(text: name)
      value(settings[name] ?? .null)
    }
    endObject()
  }

  mutating func value(_ setting: SettingValue) {
    switch setting {
    case .null: null()
    case .bool(let flag): value(flag)
    case .integer(let number): value(number)
    case .number(let number): value(number)
    case .string(let text): value(text)
    case .list(let values): list(values) { $0.value($1) }
    case .dictionary(let settings): value(settings)
    }
  }

  mutating func value(_ shapes: [TensorShape]?) {
    guard let shapes else { return null() }
    list(shapes) { writer, shape in
      writer.beginList()
      for extent in shape.extents {
        writer.element()
        writer.value(extent)
      }
      writer.endList()
    }
  }
}
