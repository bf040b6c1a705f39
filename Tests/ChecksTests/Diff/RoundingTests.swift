import Testing

@testable import Checks

struct RoundingTests {
  #if !(os(macOS) && arch(x86_64))
    /// Against the processor's own rounding.
    @Test func float16() throws {
      let rounding = try #require(Rounding(.float32, .float16))
      var generator = SystemRandomNumberGenerator()
      for _ in 0..<20_000 {
        let value = Float(bitPattern: UInt32.random(in: 0...UInt32.max, using: &generator))
        guard !value.isNaN else { continue }
        #expect(rounding.agree(Double(value), Double(Float16(value))), "\(value)")
      }
      for value: Float in [65519.996, 65520, 5.96e-8, 2.98e-8, 2.9802322e-8, 0, -0.0, 1.00048828125] {
        #expect(rounding.agree(Double(value), Double(Float16(value))), "\(value)")
      }
    }
  #endif

  @Test func otherTypes() throws {
    // Ties go to even: 1 + 2^-8 lies between 1 and 1 + 2^-7.
    let brain = try #require(Rounding(.float32, .bfloat16))
    #expect(brain.agree(1 + 0x1p-8, 1))
    #expect(brain.agree(1 + 0x1.8p-7, 1 + 0x1p-6))
    #expect(!brain.agree(1 + 0x1.8p-8, 1))
    // The wider one may be the later.
    let back = try #require(Rounding(.bfloat16, .float32))
    #expect(back.agree(1, 1 + 0x1p-8))
    #expect(Rounding(.float64, .float32)?.agree(0.1, Double(Float(0.1))) == true)
    #expect(Rounding(.float32, .float32) == nil)
    #expect(Rounding(.float32, .signed(bytes: 1)) == nil)
  }

  /// Many pairs at once give what each of them does: values of every size, ties, and the nearest values beside them.
  @Test(arguments: [
    NumberFormat.float16, .bfloat16, .float8E4M3, .float8E5M2,
  ]) func manyAtOnce(_ narrow: NumberFormat) throws {
    let rounding = try #require(Rounding(.float32, narrow))
    let widening = Widening(narrow, isBigEndian: false)
    // Every value of the narrow type, up to 2^16 of them.
    let patterns = narrow.bytes == 1 ? 256 : 65536
    let bytes = (0..<patterns).flatMap { pattern in
      (0..<narrow.bytes).map { UInt8(truncatingIfNeeded: pattern >> (8 * $0)) }
    }
    let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: patterns)
    defer { floats.deallocate() }
    bytes.withUnsafeBytes { widening.widen($0, into: floats) }
    let values = floats.filter(\.isFinite).sorted()
    var (wide, beside): ([Float], [Float]) = ([], [])
    for (value, next) in zip(values, values.dropFirst()) {
      let middle = value + (next - value) / 2
      for one in [value, value.nextUp, middle.nextDown, middle, middle.nextUp] where one.isFinite {
        for other in [value, next, -value] {
          wide.append(one)
          beside.append(other)
        }
      }
    }
    let expected = zip(wide, beside).count { !rounding.agree(Double($0), Double($1)) }
    #expect(expected > wide.count / 4 && expected < wide.count)
    try wide.withUnsafeBytes { wide in
      try beside.withUnsafeBytes { beside in
        let (one, other) = (try #require(wide.baseAddress), try #require(beside.baseAddress))
        #expect(rounding.unrounded(one, other, wide.count / 4) == expected)
      }
    }
  }
}
