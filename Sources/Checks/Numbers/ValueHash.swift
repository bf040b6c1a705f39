import CNumerics

/// SHA-256 over values as little-endian bytes of their own type.
struct ValueHash {
  private var hash = weightscope_sha256()
  /// Bytes of a value, where their order has to be turned round; else 1.
  private let size: Int

  init(_ format: NumberFormat, isBigEndian: Bool) {
    size = isBigEndian ? format.bytes : 1
    weightscope_sha256_start(&hash)
  }

  /// The digest of no values.
  static var ofNothing: String {
    var hash = ValueHash(.float32, isBigEndian: false)
    return hash.finish()
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    guard size > 1 else {
      weightscope_sha256_add(&hash, bytes.baseAddress, bytes.count)
      return
    }
    let whole = bytes.count / size * size
    let turned = [UInt8](unsafeUninitializedCapacity: whole) { turned, count in
      for start in stride(from: 0, to: whole, by: size) {
        for position in 0..<size { turned[start + position] = bytes[start + size - 1 - position] }
      }
      count = whole
    }
    weightscope_sha256_add(&hash, turned, whole)
  }

  /// The digest in hexadecimal digits.
  mutating func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    weightscope_sha256_finish(&hash, &digest)
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: digest.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
  }
}
