import Testing

@testable import Containers

/// Where values may lie, and where not.
struct ValueAccessTests {
  private static func contents() throws -> ContainerContents {
    let whole = try temporaryFile([UInt8](0..<100))
    var contents = ContainerContents(format: .zip, bytes: 100, trees: [])
    // A member that is stored in an archive.
    contents.sources = [ByteSource(file: whole.file, base: 20, length: 50)]
    return contents
  }

  private static func values(
    _ shape: [Int], _ storage: StorageLayout, type: StoredType = .int8, storedBytes: Int? = nil
  ) -> StoredValues {
    StoredValues(
      file: 0, object: 0, shape: shape, type: type, storage: storage,
      storedBytes: storedBytes ?? shape.reduce(1, *) * type.size)
  }

  @Test func oneePieceWithinTheMember() throws {
    let contents = try Self.contents()
    guard case .direct(let source) = try contents.access(to: Self.values([10], .contiguous(offset: 40)))
    else {
      Issue.record("not read in place")
      return
    }
    #expect(source.bytes(at: 0, count: 10) == Array(60..<70))
    #expect(source.bytes(at: 0, count: 11) == nil)
  }

  @Test(arguments: [
    (values([11], .contiguous(offset: 40)), "its values lie outside of the file"),
    (values([1], .contiguous(offset: .max)), "its values lie outside of the file"),
    (values([10], .contiguous(offset: 0), storedBytes: 9), "its values lie outside of the file"),
    (values([2], .external), "its values lie in other files, which are never opened"),
    (values([2], .virtual), "its values lie in other files, which are never opened"),
    (
      values([1 << 40, 1 << 40], .compact, storedBytes: 0),
      "its shape [1099511627776, 1099511627776] has too many values"
    ),
    (
      values([2], .compact, type: StoredType(.string(length: nil), size: 16)),
      "its values are no numbers (string)"
    ),
  ]) func refusals(_ values: StoredValues, _ reason: String) throws {
    let contents = try Self.contents()
    #expect(throws: ValueFailure(reason)) { try contents.access(to: values) }
  }

  @Test func whatLibhdf5HasToDecode() throws {
    let contents = try Self.contents()
    let chunked = StorageLayout.chunked(shape: [2], filters: [StorageFilter(identifier: 1)])
    for storage in [chunked, .compact, .contiguous(offset: nil)] {
      guard case .decoded = try contents.access(to: Self.values([4], storage, storedBytes: 3)) else {
        Issue.record("\(storage) is not decoded")
        return
      }
    }
    guard case .none = try contents.access(to: Self.values([4, 0], chunked)) else {
      Issue.record("nothing is read")
      return
    }
  }

  /// A file of a hundred bytes may say of any number of values that they have the fill value.
  @Test func whatWasNeverWritten() throws {
    var accesses = ValueAccesses(try Self.contents())
    let refusal = ValueFailure("most of its values were never written: the file is too small to hold them")
    func values(_ count: Int, chunk: Int, object: UInt64) -> StoredValues {
      var values = Self.values([count], .chunked(shape: [chunk], filters: []), storedBytes: 0)
      values.object = object
      return values
    }
    #expect(throws: refusal) { try accesses.access(to: values(1 << 40, chunk: 1 << 20, object: 1)) }
    // Chunks of one value each.
    #expect(throws: refusal) { try accesses.access(to: values(1 << 17, chunk: 1, object: 2)) }
    // Each is small, and the sum is not.
    for object in 3..<10 as Range<UInt64> {
      #expect(throws: Never.self) {
        try accesses.access(to: values(32 << 20, chunk: 1 << 20, object: object))
      }
    }
    // The same object again costs nothing more.
    #expect(throws: Never.self) { try accesses.access(to: values(32 << 20, chunk: 1 << 20, object: 3)) }
    #expect(throws: refusal) { try accesses.access(to: values(64 << 20, chunk: 1 << 20, object: 10)) }
  }
}
