import Containers

/// How the values of a dataset are numbers.
public enum NumberFormat: Hashable, Sendable {
  case float64
  case float32
  case float16
  /// The upper half of a float32.
  case bfloat16
  /// 4 bits of exponent, 3 of mantissa, no infinity, and NaN where all of them are set (OCP 8-bit floating point).
  case float8E4M3
  /// The upper half of a float16.
  case float8E5M2
  /// Integers of 1, 2, 4 or 8 bytes; booleans are unsigned ones of 1.
  case signed(bytes: Int)
  case unsigned(bytes: Int)
  /// Two signed numbers of 4 bits in a byte, the lower half first, as Keras' int4 kernels.
  case packedInt4

  /// - Parameters:
  ///   - type: the type in the file.
  ///   - dtype: Keras' name of it, which tells what opaque bytes are.
  ///   - isPacked: whether a stored byte holds two values.
  /// - Returns: `nil` where the values are no numbers that Keras knows.
  public init?(_ type: StoredType, dtype: String, isPacked: Bool = false) {
    switch (type.class, type.size) {
    case (.float(11, 52), 8): self = .float64
    case (.float(8, 23), 4): self = .float32
    case (.float(5, 10), 2): self = .float16
    case (.float(8, 7), 2): self = .bfloat16
    case (.float(4, 3), 1): self = .float8E4M3
    case (.float(5, 2), 1): self = .float8E5M2
    case (.opaque, 2): self = .bfloat16
    case (.opaque, 1) where dtype == "float8_e4m3fn": self = .float8E4M3
    case (.opaque, 1) where dtype == "float8_e5m2": self = .float8E5M2
    case (.integer(let isSigned), 1) where isPacked && isSigned: self = .packedInt4
    case (.integer(let isSigned), let size) where [1, 2, 4, 8].contains(size):
      self = isSigned ? .signed(bytes: size) : .unsigned(bytes: size)
    case (.enumeration, let size) where [1, 2, 4, 8].contains(size): self = .unsigned(bytes: size)
    default: return nil
    }
  }

  /// Bytes of one stored element.
  public var bytes: Int {
    switch self {
    case .float64: 8
    case .float32: 4
    case .float16, .bfloat16: 2
    case .float8E4M3, .float8E5M2, .packedInt4: 1
    case .signed(let bytes), .unsigned(let bytes): bytes
    }
  }

  /// Values in one stored element.
  public var valuesPerElement: Int { self == .packedInt4 ? 2 : 1 }

  /// Whether a float32 cannot hold every value.
  var isWide: Bool {
    switch self {
    case .float64: true
    case .signed(let bytes), .unsigned(let bytes): bytes > 2
    default: false
    }
  }

  /// The distance from 1 to the next value; 0 for integers.
  public var epsilon: Double {
    switch self {
    case .float64: 0x1p-52
    case .float32: 0x1p-23
    case .float16: 0x1p-10
    case .bfloat16: 0x1p-7
    case .float8E4M3: 0x1p-3
    case .float8E5M2: 0x1p-2
    case .signed, .unsigned, .packedInt4: 0
    }
  }
}
