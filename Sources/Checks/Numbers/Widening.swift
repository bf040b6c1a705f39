/// Turns stored values into float32 or float64 without losing anything (64-bit integers beyond 2^53 apart).
///
/// Shifts, not conversions of libhdf5: it takes two hundred times as long for float16.
struct Widening: Sendable {
  let format: NumberFormat
  let isBigEndian: Bool
  /// What each byte means, for formats of one byte.
  private let table: [Float]

  init(_ format: NumberFormat, isBigEndian: Bool) {
    self.format = format
    self.isBigEndian = isBigEndian && format.bytes > 1
    table = Widening.table(of: format)
  }

  /// Whether the stored bytes are float32 or float64 as this machine keeps them.
  var isIdentity: Bool { !isBigEndian && (format == .float32 || format == .float64) }

  /// Widens all values in `bytes`; for every format that is not `isWide`.
  /// - Parameter floats: room for as many values as there are.
  func widen(_ bytes: UnsafeRawBufferPointer, into floats: UnsafeMutableBufferPointer<Float>) {
    switch format {
    case .float32:
      each(bytes, as: UInt32.self) { floats[$0] = Float(bitPattern: $1) }
    case .float16:
      each(bytes, as: UInt16.self) { floats[$0] = Widening.float(half: $1) }
    case .bfloat16:
      each(bytes, as: UInt16.self) { floats[$0] = Float(bitPattern: UInt32($1) << 16) }
    case .signed(bytes: 2):
      each(bytes, as: UInt16.self) { floats[$0] = Float(Int16(bitPattern: $1)) }
    case .unsigned(bytes: 2):
      each(bytes, as: UInt16.self) { floats[$0] = Float($1) }
    case .packedInt4:
      for position in bytes.indices {
        let low = Int8(bitPattern: bytes[position] << 4) >> 4
        let high = Int8(bitPattern: bytes[position]) >> 4
        floats[2 * position] = Float(low)
        floats[2 * position + 1] = Float(high)
      }
    default:
      for position in bytes.indices { floats[position] = table[Int(bytes[position])] }
    }
  }

  /// Widens all values in `bytes`; for the formats that are `isWide`.
  func widen(_ bytes: UnsafeRawBufferPointer, into doubles: UnsafeMutableBufferPointer<Double>) {
    switch format {
    case .float64:
      each(bytes, as: UInt64.self) { doubles[$0] = Double(bitPattern: $1) }
    case .signed(bytes: 4):
      each(bytes, as: UInt32.self) { doubles[$0] = Double(Int32(bitPattern: $1)) }
    case .unsigned(bytes: 4):
      each(bytes, as: UInt32.self) { doubles[$0] = Double($1) }
    case .signed:
      each(bytes, as: UInt64.self) { doubles[$0] = Double(Int64(bitPattern: $1)) }
    default:
      each(bytes, as: UInt64.self) { doubles[$0] = Double($1) }
    }
  }

  @inline(__always)
  private func each<Bits: FixedWidthInteger>(
    _ bytes: UnsafeRawBufferPointer, as bits: Bits.Type, _ body: (Int, Bits) -> Void
  ) {
    let size = MemoryLayout<Bits>.size
    for position in 0..<bytes.count / size {
      let value = bytes.loadUnaligned(fromByteOffset: position &* size, as: Bits.self)
      body(position, isBigEndian ? Bits(bigEndian: value) : Bits(littleEndian: value))
    }
  }

  /// IEEE 754 binary16. Shifted into the place of a float32's fields the number is 2^-112 of itself, subnormal numbers
  /// included; only infinity and NaN need their exponent filled up.
  @inline(__always)
  static func float(half: UInt16) -> Float {
    let sign = UInt32(half & 0x8000) << 16
    let rest = UInt32(half & 0x7FFF) << 13
    let magnitude =
      half & 0x7C00 == 0x7C00
      ? Float(bitPattern: rest | 0x7F80_0000) : Float(bitPattern: rest) * 0x1p112
    return Float(bitPattern: magnitude.bitPattern | sign)
  }

  private static func table(of format: NumberFormat) -> [Float] {
    let bytes = UInt8.min...UInt8.max
    return switch format {
    case .float8E5M2: bytes.map { float(half: UInt16($0) << 8) }
    case .float8E4M3: bytes.map(float(e4m3:))
    case .signed(bytes: 1): bytes.map { Float(Int8(bitPattern: $0)) }
    case .unsigned(bytes: 1): bytes.map { Float($0) }
    default: []
    }
  }

  private static func float(e4m3 byte: UInt8) -> Float {
    let sign: Float = byte & 0x80 == 0 ? 1 : -1
    let exponent = Int(byte >> 3 & 0xF)
    let mantissa = Float(byte & 0x7)
    if byte & 0x7F == 0x7F { return .nan }
    if exponent == 0 { return sign * mantissa * 0x1p-9 }
    return sign * Float(sign: .plus, exponent: exponent - 7, significand: 1 + mantissa / 8)
  }
}
