/// The addresses of an HDF5 file as its structures use them, read through a few kept blocks.
///
/// Structures that belong together lie close together, so that most reads find their block. Every read is checked
/// against the file's length; `nil` means outside.
struct AddressSpace {
  private static let blockSize: UInt64 = 4096
  private static let blockCount: UInt64 = 32

  private let source: ByteSource
  private let base: UInt64
  /// Bytes of an address.
  let offsetSize: UInt64
  /// Bytes of a length.
  let lengthSize: UInt64
  /// Directly mapped: block n lies in slot n % blockCount.
  private var numbers: [UInt64]
  private var blocks: [LittleEndian]

  init(_ source: ByteSource, _ superblock: Superblock) {
    self.source = source
    base = superblock.baseAddress
    offsetSize = UInt64(superblock.offsetSize)
    lengthSize = UInt64(superblock.lengthSize)
    numbers = Array(repeating: .max, count: Int(Self.blockCount))
    blocks = Array(repeating: LittleEndian([]), count: Int(Self.blockCount))
  }

  /// An address in the file: another one and a distance, or `nil` where there is no such number.
  func address(_ address: UInt64, plus distance: UInt64) -> UInt64? {
    let (sum, overflows) = address.addingReportingOverflow(distance)
    return overflows ? nil : sum
  }

  /// An unsigned little-endian number of up to 8 bytes.
  mutating func number(at address: UInt64, size: UInt64) -> UInt64? {
    let (offset, overflows) = base.addingReportingOverflow(address)
    guard !overflows, offset < source.length, size <= 8, size <= source.length - offset else { return nil }
    let start = offset % Self.blockSize
    guard start + size <= Self.blockSize else {
      var number: UInt64 = 0
      for index in (0..<size).reversed() {
        guard let byte = self.byte(atOffset: offset + index) else { return nil }
        number = number << 8 | UInt64(byte)
      }
      return number
    }
    guard let slot = load(offset / Self.blockSize) else { return nil }
    return blocks[slot].number(at: Int(start), size: Int(size))
  }

  /// An address that a structure holds at an address.
  mutating func pointer(at address: UInt64) -> UInt64? {
    number(at: address, size: offsetSize)
  }

  /// A length that a structure holds at an address.
  mutating func length(at address: UInt64) -> UInt64? {
    number(at: address, size: lengthSize)
  }

  /// Whether a structure's four-letter signature stands at an address.
  mutating func hasSignature(_ signature: StaticString, at address: UInt64) -> Bool {
    var expected: UInt64 = 0
    signature.withUTF8Buffer { letters in
      for letter in letters.reversed() { expected = expected << 8 | UInt64(letter) }
    }
    return number(at: address, size: 4) == expected
  }

  /// Whether a name and the zero that ends it stand at an address, all of it before the end.
  mutating func hasName(_ name: String, at address: UInt64, before end: UInt64) -> Bool {
    var name = name
    return name.withUTF8 { bytes in
      guard address < end, UInt64(bytes.count) < end - address else { return false }
      let (offset, overflows) = base.addingReportingOverflow(address)
      guard !overflows, offset < source.length, UInt64(bytes.count) < source.length - offset else {
        return false
      }
      for (index, expected) in bytes.enumerated() where byte(atOffset: offset + UInt64(index)) != expected {
        return false
      }
      return byte(atOffset: offset + UInt64(bytes.count)) == 0
    }
  }

  private mutating func byte(atOffset offset: UInt64) -> UInt8? {
    guard let slot = load(offset / Self.blockSize) else { return nil }
    return blocks[slot].byte(at: Int(offset % Self.blockSize))
  }

  /// The slot that holds a block.
  private mutating func load(_ number: UInt64) -> Int? {
    let slot = Int(number % Self.blockCount)
    if numbers[slot] == number { return slot }
    let start = number * Self.blockSize
    guard start < source.length,
      let bytes = source.bytes(at: start, count: Int(min(Self.blockSize, source.length - start)))
    else { return nil }
    numbers[slot] = number
    blocks[slot] = LittleEndian(bytes)
    return slot
  }
}
