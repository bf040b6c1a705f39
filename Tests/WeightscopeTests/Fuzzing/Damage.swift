/// What is done to the bytes of a file.
enum Damage: CustomStringConvertible {
  case truncated(to: Int)
  case changed([(offset: Int, byte: UInt8)])

  func applied(to bytes: [UInt8]) -> [UInt8] {
    switch self {
    case .truncated(let length): return Array(bytes.prefix(length))
    case .changed(let changes):
      var result = bytes
      for (offset, byte) in changes where result.indices.contains(offset) { result[offset] = byte }
      return result
    }
  }

  var description: String {
    switch self {
    case .truncated(let length): "truncated to \(length) bytes"
    case .changed(let changes): "bytes changed: \(changes)"
    }
  }

  /// Truncations and changes of a few bytes. Half of the places lie at the beginning and at the end, where superblocks,
  /// the roots of trees and the directories of archives are, and a change is a flipped bit, an extreme or any byte.
  static func some(_ count: Int, of bytes: [UInt8], with generator: inout SplitMix64) -> [Damage] {
    guard !bytes.isEmpty else { return [] }
    return (0..<count).map { number in
      if number % 3 == 0 { return .truncated(to: place(in: bytes, with: &generator)) }
      let changes = (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        let offset = place(in: bytes, with: &generator)
        let byte: UInt8 =
          switch Int.random(in: 0..<4, using: &generator) {
          case 0: 0xFF
          case 1: 0
          case 2: UInt8.random(in: 0...0xFF, using: &generator)
          default: bytes[offset] ^ (1 << UInt8.random(in: 0..<8, using: &generator))
          }
        return (offset: offset, byte: byte)
      }
      return .changed(changes)
    }
  }

  private static func place(in bytes: [UInt8], with generator: inout SplitMix64) -> Int {
    let edge = min(2048, bytes.count)
    switch Int.random(in: 0..<4, using: &generator) {
    case 0: return Int.random(in: 0..<edge, using: &generator)
    case 1: return bytes.count - Int.random(in: 1...edge, using: &generator)
    default: return Int.random(in: 0..<bytes.count, using: &generator)
    }
  }
}
