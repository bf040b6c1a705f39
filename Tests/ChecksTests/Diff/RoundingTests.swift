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
}
