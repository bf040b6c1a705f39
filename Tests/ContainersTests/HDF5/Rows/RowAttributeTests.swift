import Testing

@testable import Containers

/// Values of attributes from the bytes of a file.
struct RowAttributeTests {
  struct Case: Sendable {
    var fields: [Field]
    var value: AttributeValue

    init(_ fields: Field..., is value: AttributeValue) {
      self.fields = fields
      self.value = value
    }
  }

  // TYPE, rank, number of elements, bytes
  static let cases: [Case] = [
    Case(0, 1, 0, 1, 2, .data([1, 0xFF]), is: .integers([1, -1])),
    Case(0, 2, 0, 1, 1, .data([0x01, 0x80]), is: .integers([-32767])),
    Case(0, 2, 1, 1, 1, .data([0x80, 0x01]), is: .integers([-32767])),
    Case(0, 8, 0, 0, 1, .data([0, 0, 0, 0, 0, 0, 0, 0x80]), is: .integers([.min])),
    Case(1, 1, 0, 1, 1, .data([0xFF]), is: .integers([255])),
    Case(1, 4, 1, 1, 1, .data([0xFF, 0, 0, 0]), is: .integers([0xFF00_0000])),
    Case(1, 8, 0, 1, 1, .data([0, 0, 0, 0, 0, 0, 0, 0x80]), is: .other("64-bit unsigned integer")),
    Case(0, 16, 0, 1, 1, .data(Array(repeating: 0, count: 16)), is: .other("128-bit integer")),
    // h5py's bool is an enumeration of signed bytes
    Case(3, 1, 0, 1, 0, 2, .data([1, 0]), is: .integers([1, 0])),
    Case(3, 1, 0, 1, 0, 1, .data([0xFF]), is: .integers([-1])),
    Case(3, 1, 0, 0, 0, 1, .data([0xFF]), is: .integers([255])),
    // 1, 2^-24 (the smallest), -2, infinity
    Case(
      2, 2, 0, 5, 10, 1, 4, .data([0x00, 0x3C, 0x01, 0x00, 0x00, 0xC0, 0x00, 0x7C]),
      is: .numbers([1, 0x1p-24, -2, .infinity])),
    Case(2, 4, 0, 8, 23, 0, 1, .data([0, 0, 0xC0, 0x3F]), is: .numbers([1.5])),
    Case(2, 4, 1, 8, 23, 0, 1, .data([0x3F, 0xC0, 0, 0]), is: .numbers([1.5])),
    Case(2, 8, 1, 11, 52, 0, 1, .data([0x3F, 0xF8, 0, 0, 0, 0, 0, 0]), is: .numbers([1.5])),
    Case(2, 2, 0, 8, 7, 0, 1, .data([0x80, 0x3F]), is: .other("16-bit floating-point number")),
    // text that ends at a zero, is filled with zeros, or with spaces
    Case(5, 4, 0, 0, 1, 2, .data(Array("ab\0\0cdef".utf8)), is: .strings(["ab", "cdef"])),
    Case(5, 4, 0, 0, 0, 1, .data(Array("a\0b\0".utf8)), is: .string("a")),
    Case(5, 4, 0, 1, 0, 1, .data(Array("a\0b\0".utf8)), is: .string("a\0b")),
    Case(5, 4, 0, 2, 0, 1, .data(Array(" a  ".utf8)), is: .string(" a")),
    Case(5, 4, 0, 1, 1, 1, .data(Array("\0\0\0\0".utf8)), is: .strings([""])),
    Case(5, 2, 0, 0, 0, 1, .data([0xC3, 0xBC]), is: .string("ü")),
    // no element, of whatever type
    Case(2, 8, 0, 11, 52, 1, 0, .data([]), is: .empty),
    Case(7, 8, 0, "compound", 1, 0, .data([]), is: .empty),
    // what is not read
    Case(4, 2, 0, 0, 1, .data([]), is: .other("opaque bytes")),
    Case(7, 8, 0, "reference", 0, 1, .data([]), is: .other("reference")),
  ]

  @Test(arguments: cases.indices) func value(_ index: Int) throws {
    let example = Self.cases[index]
    let payload = Field.text("a").bytes + example.fields.flatMap(\.bytes)
    let length = (0..<4).map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
    let rows = try decode([RowTag.attribute.rawValue] + length + payload)
    #expect(rows == [.attribute(StoredAttribute("a", example.value))])
  }

  @Test func aNumberThatIsNone() throws {
    let rows = try decode(row(.attribute, "a", 2, 2, 0, 5, 10, 0, 1, .data([1, 0x7C])))
    guard case .attribute(let attribute) = rows.first, case .numbers(let numbers) = attribute.value else {
      Issue.record("no numbers in \(rows)")
      return
    }
    #expect(numbers.first?.isNaN == true)
  }
}
