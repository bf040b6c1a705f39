/// The index of the first byte that is no part of well-formed UTF-8 (Unicode 16, table 3-7), or `nil` if all are.
///
/// The standard library repairs or refuses a text as a whole and does not say where it is at fault.
func firstFaultOfUTF8(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
  var index = bytes.startIndex
  let end = bytes.endIndex
  while index < end {
    let lead = bytes[index]
    if lead < 0x80 {
      index += 1
      continue
    }
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return index
    }
    guard end - index >= length, second.contains(bytes[index + 1]) else { return index }
    for following in index + 2..<index + length where bytes[following] & 0xC0 != 0x80 { return index }
    index += length
  }
  return nil
}
