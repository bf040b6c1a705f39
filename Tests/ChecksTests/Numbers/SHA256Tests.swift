import CNumerics
import Testing

struct SHA256Tests {
  private static func digest(_ bytes: [UInt8], portable: Bool, piece: Int) -> String {
    var hash = weightscope_sha256()
    weightscope_sha256_start(&hash)
    hash.is_portable = portable ? 1 : 0
    for start in stride(from: 0, to: bytes.count, by: piece) {
      let part = Array(bytes[start..<min(start + piece, bytes.count)])
      weightscope_sha256_add(&hash, part, part.count)
    }
    var digest = [UInt8](repeating: 0, count: 32)
    weightscope_sha256_finish(&hash, &digest)
    return digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }

  /// NIST's example values for FIPS 180-4, in pieces that do and do not fill blocks.
  @Test(arguments: [true, false], [1, 55, 64, 1000])
  func examples(portable: Bool, piece: Int) {
    #expect(
      Self.digest([], portable: portable, piece: piece)
        == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
    #expect(
      Self.digest(Array("abc".utf8), portable: portable, piece: piece)
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Self.digest(
        Array("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".utf8), portable: portable,
        piece: piece)
        == "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")
    #expect(
      Self.digest([UInt8](repeating: 0x61, count: 1_000_000), portable: portable, piece: piece * 7)
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }
}
