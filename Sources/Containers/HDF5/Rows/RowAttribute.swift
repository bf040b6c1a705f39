extension RowCursor {
  /// An attribute whose value came as the bytes of the file.
  mutating func attribute() throws(RowError) -> StoredAttribute {
    let name = try text()
    let type = try type()
    let rank = try number(atMost: 32, "a rank")
    let count = try number(atMost: .max, "a number of elements")
    let bytes = try data()
    if count == 0 { return StoredAttribute(name, .empty) }
    guard let value = try type.values(count: count, in: bytes) else {
      return StoredAttribute(name, .other(type.stored.words))
    }
    if rank == 0, case .strings(let strings) = value, let only = strings.first {
      return StoredAttribute(name, .string(only))
    }
    return StoredAttribute(name, value)
  }
}

extension RowType {
  /// The values in bytes of the file; `nil` for types that are not read.
  func values(count: Int, in bytes: ArraySlice<UInt8>) throws(RowError) -> AttributeValue? {
    switch stored.class {
    case .integer, .enumeration, .float, .string(length: .some): break
    default: return nil
    }
    let (needed, overflows) = count.multipliedReportingOverflow(by: stored.size)
    guard !overflows, needed == bytes.count else {
      throw RowError("\(count) values of \(stored.size) bytes come in \(bytes.count) bytes")
    }
    switch stored.class {
    case .integer(let isSigned): return integers(isSigned: isSigned, bytes)
    case .enumeration: return integers(isSigned: isSigned, bytes)
    case .float: return numbers(bytes)
    default: return .strings(elements(of: bytes).map { text($0) })
    }
  }

  private func elements(of bytes: ArraySlice<UInt8>) -> some Sequence<ArraySlice<UInt8>> {
    stride(from: bytes.startIndex, to: bytes.endIndex, by: stored.size).lazy.map {
      bytes[$0..<$0 + stored.size]
    }
  }

  /// The bits of a value of at most 8 bytes.
  private func bits(_ element: ArraySlice<UInt8>) -> UInt64 {
    stored.isBigEndian
      ? element.reduce(0) { $0 << 8 | UInt64($1) }
      : element.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func integers(isSigned: Bool, _ bytes: ArraySlice<UInt8>) -> AttributeValue? {
    guard stored.size <= 8 else { return nil }
    var integers: [Int64] = []
    integers.reserveCapacity(bytes.count / stored.size)
    let unused = UInt64(64 - 8 * stored.size)
    for element in elements(of: bytes) {
      if isSigned {
        integers.append(Int64(bitPattern: bits(element) << unused) >> Int64(unused))
      } else if let integer = Int64(exactly: bits(element)) {
        integers.append(integer)
      } else {
        return nil
      }
    }
    return .integers(integers)
  }

  private func numbers(_ bytes: ArraySlice<UInt8>) -> AttributeValue? {
    switch stored.class {
    case .float(exponentBits: 11, mantissaBits: 52):
      return .numbers(elements(of: bytes).map { Double(bitPattern: bits($0)) })
    case .float(exponentBits: 8, mantissaBits: 23):
      return .numbers(
        elements(of: bytes).map { Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits($0)))) })
    case .float(exponentBits: 5, mantissaBits: 10):
      return .numbers(elements(of: bytes).map { doubleOfHalf(bits($0)) })
    default: return nil
    }
  }

  /// IEEE 754 binary16, spelled out because `Float16` is not there on every platform.
  private func doubleOfHalf(_ bits: UInt64) -> Double {
    let sign = bits & 0x8000 == 0 ? 1.0 : -1.0
    let exponent = Int(bits >> 10 & 0x1F)
    let mantissa = Double(bits & 0x3FF)
    switch exponent {
    case 0: return sign * mantissa * 0x1p-24
    case 31: return mantissa == 0 ? sign * .infinity : .nan
    default: return sign * Double(sign: .plus, exponent: exponent - 15, significand: 1 + mantissa / 1024)
    }
  }

  private func text(_ element: ArraySlice<UInt8>) -> String {
    let text: ArraySlice<UInt8>
    switch padding {
    case .terminated: text = element.prefix { $0 != 0 }
    case .zeros: text = element.trimmingLast(0)
    case .spaces: text = element.trimmingLast(0x20)
    }
    return String(decoding: text, as: UTF8.self)
  }
}

extension ArraySlice<UInt8> {
  fileprivate func trimmingLast(_ byte: UInt8) -> ArraySlice<UInt8> {
    guard let last = lastIndex(where: { $0 != byte }) else { return prefix(0) }
    return self[startIndex...last]
  }
}

extension StoredType {
  /// The type in words, for what is not read.
  var words: String {
    switch self.class {
    case .float: "\(size * 8)-bit floating-point number"
    case .integer(let isSigned): isSigned ? "\(size * 8)-bit integer" : "\(size * 8)-bit unsigned integer"
    case .enumeration: "enumeration"
    case .opaque: "opaque bytes"
    case .string: "string"
    case .other(let what): what
    }
  }
}
