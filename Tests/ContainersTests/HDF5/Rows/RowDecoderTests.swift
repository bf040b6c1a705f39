import Testing

@testable import Containers

/// Rows are cut out of bytes that come in any pieces.
struct RowDecoderTests {
  static let rows =
    row(.note, "a", "b") + row(.structureEnd)
    + row(.softLink, "long", 0, .text(String(repeating: "x", count: 300)))

  @Test(arguments: [1, 2, 3, 5, 7, 64, 1000]) func piecesOfAnySize(_ size: Int) throws {
    var decoder = RowDecoder()
    var decoded: [Row] = []
    for start in stride(from: 0, to: Self.rows.count, by: size) {
      decoder.feed(Self.rows[start..<min(start + size, Self.rows.count)])
      while let row = try decoder.next() { decoded.append(row) }
    }
    #expect(decoded == (try decode(Self.rows)))
    #expect(decoder.rows == 3)
    #expect(decoder.decodedBytes == Self.rows.count)
  }

  @Test func partOfARowIsNoRow() throws {
    for kept in 0..<Self.rows.count {
      var decoder = RowDecoder()
      decoder.feed(Self.rows[..<kept])
      var count = 0
      while try decoder.next() != nil { count += 1 }
      #expect(count < 3)
    }
  }

  @Test func aRowThatIsTooLongIsAnError() {
    var decoder = RowDecoder()
    decoder.feed([RowTag.note.rawValue, 0, 0, 0, 0x10])
    #expect(throws: RowError("the rows have more than \(RowDecoder.mostBytes) bytes")) { try decoder.next() }
  }
}
