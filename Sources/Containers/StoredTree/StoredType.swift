/// The type of a dataset's values.
public struct StoredType: Hashable, Sendable {
  public enum Class: Hashable, Sendable {
    /// IEEE or another binary floating-point number with these widths in bits.
    case float(exponentBits: Int, mantissaBits: Int)
    case integer(isSigned: Bool)
    /// An enumeration over integers; h5py writes booleans as one of 8 bits.
    case enumeration
    /// Bytes without a meaning; Keras writes bfloat16 so, 2 bytes wide.
    case opaque
    /// Text of a fixed length (`nil`: of variable length).
    case string(length: Int?)
    case other(String)
  }

  public var `class`: Class
  /// Bytes per value.
  public var size: Int
  public var isBigEndian: Bool

  public init(_ class: Class, size: Int, isBigEndian: Bool = false) {
    self.class = `class`
    self.size = size
    self.isBigEndian = isBigEndian
  }

  public static let float16 = StoredType(.float(exponentBits: 5, mantissaBits: 10), size: 2)
  public static let float32 = StoredType(.float(exponentBits: 8, mantissaBits: 23), size: 4)
  public static let float64 = StoredType(.float(exponentBits: 11, mantissaBits: 52), size: 8)
  public static let int8 = StoredType(.integer(isSigned: true), size: 1)
  public static let int32 = StoredType(.integer(isSigned: true), size: 4)
  public static let int64 = StoredType(.integer(isSigned: true), size: 8)
}
