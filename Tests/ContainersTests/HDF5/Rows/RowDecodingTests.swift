import CHDF5Reader
import Testing

@testable import Containers

/// Rows from bytes that are made here.
struct RowDecodingTests {
  /// At least one row of each kind, and what it says.
  static let examples: [([UInt8], Row)] = [
    (row(.note, "no-seccomp", "not there"), .note(code: "no-seccomp", message: "not there")),
    (row(.group, "layers", 0, 96, 1), .group(RowLink(name: "layers"), address: 96, isOldStyle: true)),
    (
      row(.group, "layers", 4, 800, 0),
      .group(RowLink(name: "layers", creationOrder: 3), address: 800, isOldStyle: false)
    ),
    (row(.groupEnd), .groupEnd),
    (
      // float32 of shape (3, 3, 18, 1) at offset 2048
      row(.dataset, "0", 0, 1000, 4, 3, 3, 18, 1, 2, 4, 0, 8, 23, 0, 2049, 648),
      .dataset(
        RowLink(name: "0"),
        StoredDataset(
          address: 1000, shape: [3, 3, 18, 1], type: .float32, storage: .contiguous(offset: 2048),
          storedBytes: 648))
    ),
    (
      // a scalar big-endian int32 that was never written
      row(.dataset, "count", 0, 1000, 0, 0, 4, 1, 0, 0, 0),
      .dataset(
        RowLink(name: "count"),
        StoredDataset(
          address: 1000, shape: [], type: StoredType(.integer(isSigned: true), size: 4, isBigEndian: true)))
    ),
    (
      // opaque of 2 bytes, compact
      row(.dataset, "0", 0, 1000, 1, 2, 4, 2, 0, 1, 4),
      .dataset(
        RowLink(name: "0"),
        StoredDataset(
          address: 1000, shape: [2], type: StoredType(.opaque, size: 2), storage: .compact, storedBytes: 4))
    ),
    (
      // chunks of 1,024, shuffle for 4 bytes, then deflate at level 4
      row(.dataset, "0", 0, 1000, 1, 4096, 2, 4, 0, 8, 23, 2, 1, 1024, 2, 2, 1, 4, 1, 1, 4, 5000),
      .dataset(
        RowLink(name: "0"),
        StoredDataset(
          address: 1000, shape: [4096], type: .float32,
          storage: .chunked(
            shape: [1024],
            filters: [
              StorageFilter(identifier: 2, parameters: [4]), StorageFilter(identifier: 1, parameters: [4]),
            ]), storedBytes: 5000))
    ),
    (
      // what a damaged file may say is no lie of the child
      row(.dataset, "0", 0, 1000, 1, .number(.max), 4, 0xFFFF_FFFF, 0, 1, .number(.max)),
      .dataset(
        RowLink(name: "0"),
        StoredDataset(
          address: 1000, shape: [.max], type: StoredType(.opaque, size: 0xFFFF_FFFF), storage: .compact,
          storedBytes: .max))
    ),
    (
      row(.dataset, "0", 0, 1000, 1, 4, 7, 12, 0, "compound", 3, 0),
      .dataset(
        RowLink(name: "0"),
        StoredDataset(
          address: 1000, shape: [4], type: StoredType(.other("compound"), size: 12), storage: .external))
    ),
    (
      row(.dataset, "0", 0, 1000, 1, 4, 5, 8, 0, 1, 4, 0),
      .dataset(
        RowLink(name: "0"),
        StoredDataset(
          address: 1000, shape: [4], type: StoredType(.string(length: 8), size: 8), storage: .virtual))
    ),
    (
      row(.attribute, "epoch", 1, 1, 0, 0, 1, .data([7])),
      .attribute(StoredAttribute("epoch", .integers([7])))
    ),
    (row(.attributeDeferred, "name"), .attributeDeferred(name: "name")),
    (
      row(.attributeFailed, "name", "open an attribute", "can't open", "bad version"),
      .attributeFailed(
        name: "name",
        RowFailure(operation: "open an attribute", outermost: "can't open", innermost: "bad version"))
    ),
    (row(.softLink, "a", 0, "/b"), .link(RowLink(name: "a"), .softLink(path: "/b"))),
    (
      row(.externalLink, "a", 0, "other.h5", "/b"),
      .link(RowLink(name: "a"), .externalLink(file: "other.h5", path: "/b"))
    ),
    (
      row(.otherLink, "a", 0, "named datatype"),
      .link(RowLink(name: "a"), .other("named datatype"))
    ),
    (row(.repeatedLink, "a", 0, 3), .repeatedLink(RowLink(name: "a"), object: 3)),
    (
      row(.failedLink, "a", 0, "open an object", "can't open", "bad version"),
      .failedLink(
        RowLink(name: "a"),
        RowFailure(operation: "open an object", outermost: "can't open", innermost: "bad version"))
    ),
    (
      row(.objectFailed, 5, "list the links", "can't list", "bad heap"),
      .objectFailed(
        object: 5, RowFailure(operation: "list the links", outermost: "can't list", innermost: "bad heap"))
    ),
    (row(.limitMet, 0), .limitMet),
    (row(.structureEnd), .structureEnd),
    (row(.reading, 2), .reading(deferred: 2)),
    (row(.strings, 2, 0, 1, "text"), .strings(deferred: 2, .string("text"))),
    (row(.strings, 2, 1, 1, "text"), .strings(deferred: 2, .strings(["text"]))),
    (row(.strings, 2, 2, 3, "a", "", "c"), .strings(deferred: 2, .strings(["a", "", "c"]))),
    (
      row(.stringsFailed, 2, "read an attribute", "can't read", "bad heap"),
      .stringsFailed(
        deferred: 2,
        RowFailure(operation: "read an attribute", outermost: "can't read", innermost: "bad heap"))
    ),
    (
      row(.refused, "open the file", "can't open", "truncated"),
      .refused(RowFailure(operation: "open the file", outermost: "can't open", innermost: "truncated"))
    ),
    (row(.end, 10, 400, 1), .end(rows: 10, bytes: 400, openObjects: 1)),
    (row(.values, 3, .data([1, 2, 3])), .values(dataset: 3, [1, 2, 3])),
    (row(.valuesEnd, 3, 400), .valuesEnd(dataset: 3, bytes: 400)),
    (
      row(.valuesFailed, 3, "read the values", "can't read", "bad checksum"),
      .valuesFailed(
        dataset: 3,
        RowFailure(operation: "read the values", outermost: "can't read", innermost: "bad checksum"))
    ),
  ]

  @Test func everyKindOfRowHasAnExample() {
    let tags = Set(Self.examples.map { $0.0[0] })
    #expect(tags == Set(RowTag.allCases.map(\.rawValue)))
  }

  @Test(arguments: examples.indices) func aRowIsDecoded(_ index: Int) throws {
    let (bytes, expected) = Self.examples[index]
    #expect(try decode(bytes) == [expected])
  }

  /// A row whose length is right for what is left of it: no field may be read past the end.
  @Test(arguments: examples.indices) func aRowThatIsCutOffIsAnError(_ index: Int) {
    let bytes = Self.examples[index].0
    for kept in RowDecoder.headerLength..<bytes.count {
      var cut = Array(bytes[..<kept])
      let length = kept - RowDecoder.headerLength
      for position in 0..<4 { cut[1 + position] = UInt8(truncatingIfNeeded: length >> (8 * position)) }
      #expect(throws: RowError.self, "cut to \(kept) bytes") { try decode(cut) }
    }
  }

  @Test(arguments: examples.indices) func aRowWithBytesTooManyIsAnError(_ index: Int) {
    var bytes = Self.examples[index].0 + [0]
    let length = bytes.count - RowDecoder.headerLength
    for position in 0..<4 { bytes[1 + position] = UInt8(truncatingIfNeeded: length >> (8 * position)) }
    #expect(throws: RowError.self) { try decode(bytes) }
  }

  /// Every byte of every example replaced by others: an answer or an error, never a trap.
  @Test(arguments: examples.indices) func noByteMakesTheDecoderTrap(_ index: Int) {
    let bytes = Self.examples[index].0
    for position in bytes.indices {
      for value: UInt8 in [0, 1, 0x7F, 0x80, 0xFF] {
        var changed = bytes
        changed[position] = value
        _ = try? decode(changed + bytes)
      }
    }
  }

  static let lies: [[UInt8]] = [
    row(0), row(24), row(255),
    // a length of text that is longer than the row, and the longest there is
    row(.note, 5, "a"), row(.softLink, "a", 0, .number(.max)),
    // a number of more than 64 bits
    [RowTag.reading.rawValue, 11, 0, 0, 0] + Array(repeating: 0xFF, count: 10) + [1],
    [RowTag.reading.rawValue, 10, 0, 0, 0] + Array(repeating: 0xFF, count: 9) + [2],
    // more extents, strings, filters, parameters than the row has room for
    row(.dataset, "0", 0, 1000, 33, 1),
    row(.dataset, "0", 0, 1000, .number(.max)),
    row(.strings, 0, 1, .number(1 << 40), "a"),
    row(.dataset, "0", 0, 1000, 0, 2, 4, 0, 8, 23, 2, 0, .number(1 << 60)),
    row(.dataset, "0", 0, 1000, 0, 2, 4, 0, 8, 23, 2, 0, 1, 1, .number(1 << 60)),
    // the size of a type that no file can hold, a number of objects that no Int holds
    row(.dataset, "0", 0, 1000, 0, 2, .number(1 << 40), 0, 8, 23, 0, 0, 0),
    row(.repeatedLink, "a", 0, .number(.max)),
    // types, layouts, styles, paddings and limits that do not exist; a type without a size
    row(.dataset, "0", 0, 1000, 0, 8, 4, 0, 0, 0, 0),
    row(.dataset, "0", 0, 1000, 0, 2, 4, 0, 8, 23, 6, 0, 0),
    row(.dataset, "0", 0, 1000, 0, 2, 0, 0, 8, 23, 0, 0, 0),
    row(.group, "a", 0, 96, 2),
    row(.attribute, "a", 5, 4, 0, 3, 0, 1, .data([0, 0, 0, 0])),
    row(.limitMet, 1),
    // a parameter of more than 32 bits
    row(.dataset, "0", 0, 1000, 0, 2, 4, 0, 8, 23, 2, 0, 1, 1, 1, .number(1 << 32), 0),
    // two single strings
    row(.strings, 0, 0, 2, "a", "b"),
    // more or fewer bytes than the values take, and a product that overflows
    row(.attribute, "a", 0, 4, 0, 1, 2, .data([1, 2, 3, 4])),
    row(.attribute, "a", 0, 8, 0, 1, .number(1 << 61), .data([])),
    row(.attribute, "a", 0, 4, 0, 1, 1, .data([1, 2, 3, 4, 5])),
  ]

  @Test(arguments: lies) func aLieIsAnError(_ bytes: [UInt8]) {
    #expect(throws: RowError.self) { try decode(bytes) }
  }

  /// The header of the C target and the enumeration here are the same list.
  @Test func tagsAreThoseOfTheHeader() {
    let header: [weightscope_row] = [
      weightscope_row_note, weightscope_row_group, weightscope_row_group_end, weightscope_row_dataset,
      weightscope_row_attribute, weightscope_row_attribute_deferred, weightscope_row_attribute_failed,
      weightscope_row_soft_link, weightscope_row_external_link, weightscope_row_other_link,
      weightscope_row_repeated_link, weightscope_row_failed_link, weightscope_row_object_failed,
      weightscope_row_limit_met, weightscope_row_structure_end, weightscope_row_reading,
      weightscope_row_strings, weightscope_row_strings_failed, weightscope_row_refused, weightscope_row_end,
      weightscope_row_values, weightscope_row_values_end, weightscope_row_values_failed,
    ]
    #expect(header.map { UInt8($0.rawValue) } == RowTag.allCases.map(\.rawValue))
  }
}
