/// Changes of a file that are the same for the same seed.
enum Mutation {
  /// splitmix64 (Steele, Lea, Flood 2014).
  struct Generator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return mixed ^ (mixed >> 31)
    }
  }

  private static let numbers: [UInt64] = [0, .max, 1 << 31, 1 << 63, 1 << 31 - 1, 1, 8, 1 << 32]

  static func of(_ original: [UInt8], seed: UInt64) -> [UInt8] {
    var random = Generator(state: seed)
    var bytes = original
    for _ in 0..<Int.random(in: 1...4, using: &random) {
      guard !bytes.isEmpty else { break }
      change(&bytes, at: Int.random(in: bytes.indices, using: &random), &random)
    }
    return bytes
  }

  private static func change(_ bytes: inout [UInt8], at offset: Int, _ random: inout Generator) {
    switch Int.random(in: 0..<8, using: &random) {
    case 0: bytes[offset] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 1: bytes[offset] = UInt8.random(in: 0...255, using: &random)
    case 2: bytes[offset] = [0, 255, 127, 128, 1].randomElement(using: &random) ?? 0
    case 3:
      for index in offset..<min(offset + 4, bytes.count) {
        bytes[index] = UInt8.random(in: 0...255, using: &random)
      }
    case 4:
      let number = numbers.randomElement(using: &random) ?? 0
      let size = [1, 2, 4, 8].randomElement(using: &random) ?? 1
      for index in offset..<min(offset + size, bytes.count) {
        bytes[index] = UInt8(truncatingIfNeeded: number >> (8 * UInt64(index - offset)))
      }
    case 5:
      let from = Int.random(in: bytes.indices, using: &random)
      let count = min(Int.random(in: 1...64, using: &random), bytes.count - max(from, offset))
      bytes.replaceSubrange(offset..<offset + count, with: Array(bytes[from..<from + count]))
    case 6: bytes[offset] = bytes[offset] &+ UInt8.random(in: 0..<16, using: &random) &- 8
    default:
      if Int.random(in: 0..<16, using: &random) == 0 {
        bytes.removeSubrange(offset...)
      } else {
        bytes[offset] = 0
      }
    }
  }
}
