/// A datatype as a row tells it: what a `StoredType` holds, and what is needed to read values of it.
struct RowType: Hashable, Sendable {
  var stored: StoredType
  /// How text of fixed length is filled up.
  var padding = Padding.terminated
  /// Of an enumeration's base type.
  var isSigned = false

  enum Padding: Int, Sendable {
    /// Text ends at the first zero.
    case terminated = 0
    /// Zeros at the end are no part of the text.
    case zeros = 1
    /// Spaces at the end are no part of the text.
    case spaces = 2
  }

  init(_ stored: StoredType, padding: Padding = .terminated, isSigned: Bool = false) {
    self.stored = stored
    self.padding = padding
    self.isSigned = isSigned
  }
}

extension RowCursor {
  mutating func type() throws(RowError) -> RowType {
    let kind = try number(atMost: 7, "a type")
    let size = try number(atMost: Int(UInt32.max), "the size of a type")
    guard size > 0 else { throw RowError("a type has the size 0") }
    let isBigEndian = try flag("a byte order")
    switch kind {
    case 0, 1: return RowType(StoredType(.integer(isSigned: kind == 0), size: size, isBigEndian: isBigEndian))
    case 2:
      let exponent = try number(atMost: 64, "a number of exponent bits")
      let mantissa = try number(atMost: 1024, "a number of mantissa bits")
      return RowType(
        StoredType(
          .float(exponentBits: exponent, mantissaBits: mantissa), size: size, isBigEndian: isBigEndian))
    case 3:
      let isSigned = try flag("a sign")
      return RowType(StoredType(.enumeration, size: size, isBigEndian: isBigEndian), isSigned: isSigned)
    case 4: return RowType(StoredType(.opaque, size: size))
    case 5:
      let number = try number(atMost: 2, "a padding")
      guard let padding = RowType.Padding(rawValue: number) else { throw RowError("a padding is \(number)") }
      return RowType(StoredType(.string(length: size), size: size), padding: padding)
    case 6: return RowType(StoredType(.string(length: nil), size: size))
    default: return RowType(StoredType(.other(try text()), size: size))
    }
  }
}
