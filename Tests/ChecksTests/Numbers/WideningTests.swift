import Containers
import Testing

@testable import Checks

struct WideningTests {
  private static func floats(_ format: NumberFormat, _ bytes: [UInt8], isBigEndian: Bool = false) -> [Float] {
    let count = bytes.count / format.bytes * format.valuesPerElement
    return [Float](unsafeUninitializedCapacity: count) { buffer, initialized in
      bytes.withUnsafeBytes { Widening(format, isBigEndian: isBigEndian).widen($0, into: buffer) }
      initialized = count
    }
  }

  #if !(os(macOS) && arch(x86_64))
    /// All of them, against the processor's own.
    @Test func everyFloat16() {
      for bits in UInt16.min...UInt16.max {
        let expected = Float(Float16(bitPattern: bits))
        let found = Widening.float(half: bits)
        #expect(found.isNaN && expected.isNaN || found.bitPattern == expected.bitPattern, "\(bits)")
      }
    }
  #endif

  /// `ml_dtypes.float8_e4m3fn` and `float8_e5m2` of these bytes.
  @Test func float8() {
    #expect(
      Self.floats(.float8E4M3, [0x00, 0x01, 0x07, 0x08, 0x38, 0x7E, 0x80, 0xB8, 0xFE])
        == [0, 0.001953125, 0.013671875, 0.015625, 1, 448, 0, -1, -448])
    #expect(Self.floats(.float8E4M3, [0x7F, 0xFF]).allSatisfy { $0.isNaN })
    #expect(
      Self.floats(.float8E5M2, [0x00, 0x01, 0x03, 0x04, 0x3C, 0x7B, 0x7C, 0xFC, 0xC0])
        == [0, 1.52587890625e-05, 4.57763671875e-05, 6.103515625e-05, 1, 57344, .infinity, -.infinity, -2])
    #expect(Self.floats(.float8E5M2, [0x7D, 0xFE]).allSatisfy { $0.isNaN })
  }

  @Test func shorterTypesInBothOrders() {
    #expect(Self.floats(.bfloat16, [0x80, 0x3F, 0x00, 0xC0]) == [1, -2])
    #expect(Self.floats(.bfloat16, [0x3F, 0x80, 0xC0, 0x00], isBigEndian: true) == [1, -2])
    #expect(Self.floats(.float16, [0x3C, 0x00], isBigEndian: true) == [1])
    #expect(Self.floats(.signed(bytes: 2), [0xFF, 0xFF, 0x00, 0x80]) == [-1, -32768])
    #expect(Self.floats(.unsigned(bytes: 2), [0xFF, 0xFE], isBigEndian: true) == [65534])
    #expect(Self.floats(.signed(bytes: 1), [0x7F, 0x80]) == [127, -128])
    #expect(Self.floats(.unsigned(bytes: 1), [0x7F, 0x80]) == [127, 128])
    #expect(Self.floats(.packedInt4, [0x87, 0xF0]) == [7, -8, 0, -1])
  }

  /// What Keras and h5py write for each type.
  @Test func formats() {
    #expect(NumberFormat(.float32, dtype: "float32") == .float32)
    #expect(NumberFormat(StoredType(.opaque, size: 2), dtype: "bfloat16") == .bfloat16)
    #expect(NumberFormat(StoredType(.opaque, size: 1), dtype: "float8_e4m3fn") == .float8E4M3)
    #expect(NumberFormat(StoredType(.opaque, size: 1), dtype: "opaque8") == nil)
    #expect(NumberFormat(StoredType(.enumeration, size: 1), dtype: "bool") == .unsigned(bytes: 1))
    #expect(NumberFormat(.int8, dtype: "int8", isPacked: true) == .packedInt4)
    #expect(NumberFormat(.int8, dtype: "int8") == .signed(bytes: 1))
    #expect(NumberFormat(StoredType(.float(exponentBits: 15, mantissaBits: 112), size: 16), dtype: "") == nil)
    #expect(NumberFormat(StoredType(.string(length: nil), size: 16), dtype: "string") == nil)
  }
}
