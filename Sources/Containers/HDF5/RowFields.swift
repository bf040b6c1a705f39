import CHDF5Reader

/// The groups of fields that recur in rows; their form is described in `CHDF5Reader.h`.
extension RowCursor {
  mutating func link() throws(RowError) -> (name: String, creationOrder: Int64?) {
    let name = try text()
    let order = try number()
    guard order > 0 else { return (name, nil) }
    guard let position = Int64(exactly: order - 1) else {
      throw .malformed("an order of creation is too large")
    }
    return (name, position)
  }

  /// A failure of libhdf5: the innermost reason is the telling one.
  mutating func failure(object: String) throws(RowError) -> HDF5Failure {
    let operation = try text()
    let first = try text()
    let last = try text()
    return HDF5Failure(operation: operation, object: object, reason: last.isEmpty ? first : last)
  }

  mutating func type() throws(RowError) -> (type: StoredType, padding: UInt64) {
    let kind = try number()
    let size = try integer()
    let isBigEndian = try number() == 1
    var padding: UInt64 = 0
    let type: StoredType.Class
    switch kind {
    case UInt64(weightscope_type_signed.rawValue): type = .integer(isSigned: true)
    case UInt64(weightscope_type_unsigned.rawValue): type = .integer(isSigned: false)
    case UInt64(weightscope_type_float.rawValue):
      let exponent = try integer()
      type = .float(exponentBits: exponent, mantissaBits: try integer())
    case UInt64(weightscope_type_enumeration.rawValue):
      _ = try number()
      type = .enumeration
    case UInt64(weightscope_type_opaque.rawValue): type = .opaque
    case UInt64(weightscope_type_fixed_string.rawValue):
      padding = try number()
      type = .string(length: size)
    case UInt64(weightscope_type_variable_string.rawValue): type = .string(length: nil)
    case UInt64(weightscope_type_other.rawValue): type = .other(try text())
    default: throw .malformed("an unknown type")
    }
    return (StoredType(type, size: size, isBigEndian: isBigEndian), padding)
  }

  mutating func layout() throws(RowError) -> StorageLayout {
    switch try number() {
    case UInt64(weightscope_layout_contiguous.rawValue):
      let offset = try number()
      return .contiguous(offset: offset == 0 ? nil : offset - 1)
    case UInt64(weightscope_layout_compact.rawValue): return .compact
    case UInt64(weightscope_layout_chunked.rawValue):
      let shape = try integers()
      var filters: [StorageFilter] = []
      for _ in 0..<(try count()) {
        let identifier = try integer()
        var parameters: [UInt32] = []
        for _ in 0..<(try count()) { parameters.append(UInt32(truncatingIfNeeded: try number())) }
        filters.append(StorageFilter(identifier: identifier, parameters: parameters))
      }
      return .chunked(shape: shape, filters: filters)
    case UInt64(weightscope_layout_external.rawValue): return .external
    case UInt64(weightscope_layout_virtual.rawValue): return .virtual
    case UInt64(weightscope_layout_unknown.rawValue): return .unknown
    default: throw .malformed("an unknown storage layout")
    }
  }
}

/// The values of an attribute, from the bytes that the file holds.
enum AttributeDecoder {
  static func value(
    _ bytes: UnsafeRawBufferPointer, type: StoredType, padding: UInt64, count: Int
  ) throws(RowError) -> AttributeValue {
    guard count > 0 else { return .empty }
    let (needed, overflow) = count.multipliedReportingOverflow(by: type.size)
    switch type.class {
    case .other(let name): return .other(name)
    case .opaque: return .other("opaque bytes")
    default: break
    }
    guard !overflow, needed == bytes.count, type.size > 0 else {
      throw .malformed("an attribute has another length than its type and shape give")
    }
    switch type.class {
    case .string: return strings(bytes, size: type.size, padding: padding)
    case .integer(let isSigned): return .integers(integers(bytes, type: type, isSigned: isSigned))
    case .enumeration: return .integers(integers(bytes, type: type, isSigned: true))
    case .float(let exponent, let mantissa):
      return .numbers(
        raw(bytes, type: type).map {
          FloatingPointBits.value($0, exponentBits: exponent, mantissaBits: mantissa)
        })
    default: return .other("of an unusual type")
    }
  }

  private static func strings(_ bytes: UnsafeRawBufferPointer, size: Int, padding: UInt64) -> AttributeValue {
    var values: [String] = []
    var start = 0
    while start + size <= bytes.count {
      let field = bytes[start..<(start + size)]
      var end = field.firstIndex(of: 0) ?? field.endIndex
      if padding == UInt64(weightscope_padding_spaces.rawValue) {
        while end > field.startIndex, bytes[end - 1] == UInt8(ascii: " ") { end -= 1 }
      }
      values.append(String(decoding: field[field.startIndex..<end], as: UTF8.self))
      start += size
    }
    return values.count == 1 ? .string(values[0]) : .strings(values)
  }

  /// The values' bits, whatever their byte order.
  private static func raw(_ bytes: UnsafeRawBufferPointer, type: StoredType) -> [UInt64] {
    guard type.size <= 8 else { return [] }
    return stride(from: 0, to: bytes.count, by: type.size).map { start in
      var value: UInt64 = 0
      for position in 0..<type.size {
        let byte = UInt64(bytes[start + position])
        value |= byte << UInt64(8 * (type.isBigEndian ? type.size - 1 - position : position))
      }
      return value
    }
  }

  private static func integers(_ bytes: UnsafeRawBufferPointer, type: StoredType, isSigned: Bool) -> [Int64] {
    let unused = UInt64(64 - 8 * min(type.size, 8))
    return raw(bytes, type: type).map { bits in
      isSigned ? Int64(bitPattern: bits << unused) >> Int64(unused) : Int64(clamping: bits)
    }
  }
}

/// Binary floating-point numbers of any width up to 64 bits.
enum FloatingPointBits {
  /// The number that these bits are, with a sign in front, then the exponent, then the mantissa (IEEE 754).
  static func value(_ bits: UInt64, exponentBits: Int, mantissaBits: Int) -> Double {
    if exponentBits == 11, mantissaBits == 52 { return Double(bitPattern: bits) }
    guard exponentBits > 1, exponentBits < 11, mantissaBits > 0, mantissaBits < 52 else { return .nan }
    let mantissa = bits & (1 << UInt64(mantissaBits) - 1)
    let exponent = Int(bits >> UInt64(mantissaBits) & (1 << UInt64(exponentBits) - 1))
    let isNegative = bits >> UInt64(exponentBits + mantissaBits) & 1 == 1
    let largest = 1 << exponentBits - 1
    let bias = 1 << (exponentBits - 1) - 1
    let fraction = Double(mantissa) / Double(1 << UInt64(mantissaBits))
    let magnitude: Double =
      if exponent == largest {
        mantissa == 0 ? .infinity : .nan
      } else if exponent == 0 {
        fraction * Double(sign: .plus, exponent: 1 - bias, significand: 1)
      } else {
        (1 + fraction) * Double(sign: .plus, exponent: exponent - bias, significand: 1)
      }
    return isNegative ? -magnitude : magnitude
  }
}
