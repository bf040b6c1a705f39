@testable import Containers

/// A field of a row, as the child writes it.
enum Field {
  case number(UInt64)
  case text(String)
  case data([UInt8])

  var bytes: [UInt8] {
    switch self {
    case .number(let number): leb128(number)
    case .text(let text): leb128(UInt64(text.utf8.count)) + Array(text.utf8)
    case .data(let data): leb128(UInt64(data.count)) + data
    }
  }
}

func leb128(_ number: UInt64) -> [UInt8] {
  var bytes: [UInt8] = []
  var rest = number
  while rest >= 0x80 {
    bytes.append(UInt8(rest & 0x7F) | 0x80)
    rest >>= 7
  }
  return bytes + [UInt8(rest)]
}

extension Field: ExpressibleByIntegerLiteral, ExpressibleByStringLiteral {
  init(integerLiteral value: UInt64) { self = .number(value) }
  init(stringLiteral value: String) { self = .text(value) }
}

/// A whole row: tag, length, fields.
func row(_ tag: UInt8, _ fields: Field...) -> [UInt8] {
  let payload = fields.flatMap(\.bytes)
  let length = (0..<4).map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) }
  return [tag] + length + payload
}

func row(_ tag: RowTag, _ fields: Field...) -> [UInt8] {
  let payload = fields.flatMap(\.bytes)
  return [tag.rawValue] + (0..<4).map { UInt8(truncatingIfNeeded: payload.count >> (8 * $0)) } + payload
}

/// All rows in bytes.
func decode(_ bytes: [UInt8]) throws(RowError) -> [Row] {
  var decoder = RowDecoder()
  decoder.feed(bytes)
  var rows: [Row] = []
  while let row = try decoder.next() { rows.append(row) }
  return rows
}
