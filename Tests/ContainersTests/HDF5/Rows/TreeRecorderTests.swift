import Testing

@testable import Containers

/// Rows that are right one by one must also make a tree together.
struct TreeRecorderTests {
  private static func recorder(_ rows: [Row], objects: Int = 100, depth: Int = 4) throws(RowError)
    -> TreeRecorder
  {
    var limits = Limits()
    limits.objects = objects
    var recorder = TreeRecorder(fileLength: 10_000, limits: limits, depth: depth, heap: nil)
    for row in rows { try recorder.record(row) }
    return recorder
  }

  private static let root = Row.group(RowLink(name: ""), address: 96, isOldStyle: true)
  private static func group(_ name: String) -> Row {
    .group(RowLink(name: name), address: 0, isOldStyle: true)
  }
  private static func dataset(_ name: String) -> Row {
    .dataset(RowLink(name: name), StoredDataset(shape: [2]))
  }
  private static let failure = RowFailure(operation: "open an object", outermost: "first", innermost: "last")

  @Test func aTree() throws {
    let recorder = try Self.recorder([
      Self.root, .attributeDeferred(name: "later"), .attribute(StoredAttribute("now", .integers([1]))),
      Self.group("layers"), Self.dataset("0"), .attributeDeferred(name: "name"), .groupEnd,
      .repeatedLink(RowLink(name: "again"), object: 2), .repeatedLink(RowLink(name: "here"), object: 0),
      .failedLink(RowLink(name: "broken"), Self.failure), .groupEnd, .structureEnd,
      .reading(deferred: 0), .strings(deferred: 0, .string("text")), .reading(deferred: 1),
      .stringsFailed(deferred: 1, Self.failure),
    ])
    #expect(recorder.isFinished)
    let broken = HDF5Failure(operation: "open an object", object: "/broken", reason: "last")
    let unread = HDF5Failure(operation: "open an object", object: "/layers/0@name", reason: "last")
    let dataset = StoredDataset(shape: [2], attributes: [StoredAttribute("name", .unreadable(unread))])
    #expect(recorder.notes.all.map(\.code) == ["object-unreadable", "values-unreadable"])
    #expect(recorder.notes.all.map(\.place) == ["/broken", "/layers/0@name"])
    #expect(
      recorder.assemble()
        == StoredGroup(
          address: 96,
          attributes: [StoredAttribute("later", .string("text")), StoredAttribute("now", .integers([1]))],
          links: [
            StoredLink("layers", .group(StoredGroup(links: [StoredLink("0", .dataset(dataset))]))),
            StoredLink("again", .repeated(path: "/layers/0")), StoredLink("here", .repeated(path: "/")),
            StoredLink("broken", .unreadable(broken)),
          ]))
  }

  static let impossible: [(String, [Row])] = [
    ("a second root", [root, .groupEnd, root]),
    ("an end without a beginning", [root, .groupEnd, .groupEnd]),
    ("an end before everything", [.groupEnd]),
    ("a dataset outside", [dataset("0")]),
    ("a link outside", [root, .groupEnd, .link(RowLink(name: "a"), .softLink(path: "/"))]),
    ("a failed link outside", [.failedLink(RowLink(name: "a"), failure)]),
    ("a link to nothing", [root, .repeatedLink(RowLink(name: "a"), object: 1)]),
    ("a failure of nothing", [root, .objectFailed(object: 1, failure)]),
    ("an attribute of nothing", [.attributeDeferred(name: "a")]),
    ("a structure without an object", [.structureEnd]),
    ("a structure that ends twice", [root, .groupEnd, .structureEnd, .structureEnd]),
    ("a structure that ends within a group", [root, .structureEnd]),
    ("an object after the structure", [root, .groupEnd, .structureEnd, root]),
    ("an attribute after the structure", [root, .groupEnd, .structureEnd, .attributeDeferred(name: "a")]),
    ("a value before the structure ends", [root, .attributeDeferred(name: "a"), .reading(deferred: 0)]),
    ("a value of nothing", [root, .groupEnd, .structureEnd, .reading(deferred: 0)]),
    (
      "a value that was not announced",
      [root, .attributeDeferred(name: "a"), .groupEnd, .structureEnd, .strings(deferred: 0, .empty)]
    ),
    (
      "a value of another",
      [
        root, .attributeDeferred(name: "a"), .attributeDeferred(name: "b"), .groupEnd, .structureEnd,
        .reading(deferred: 0), .strings(deferred: 1, .empty),
      ]
    ),
    (
      "values out of order",
      [
        root, .attributeDeferred(name: "a"), .attributeDeferred(name: "b"), .groupEnd, .structureEnd,
        .reading(deferred: 1),
      ]
    ),
    ("groups too deep", [root] + Array(repeating: group("a"), count: 5)),
    ("too many objects", [root] + Array(repeating: dataset("a"), count: 100)),
  ]

  @Test(arguments: impossible.map(\.0)) func cannotBe(_ name: String) throws {
    let rows = try #require(Self.impossible.first { $0.0 == name }).1
    #expect(throws: RowError.self) { try Self.recorder(rows) }
  }

  @Test func valuesThatDoNotComeAreSaid() throws {
    var recorder = try Self.recorder([
      Self.root, .attributeDeferred(name: "a"), .attributeDeferred(name: "b"), .attributeDeferred(name: "c"),
      .groupEnd, .structureEnd, .reading(deferred: 0), .strings(deferred: 0, .string("x")),
      .reading(deferred: 1),
    ])
    #expect(!recorder.isFinished)
    #expect(recorder.place == "/@b")
    recorder.giveUpValues(because: "it died")
    #expect(
      recorder.notes.all == [
        Note(
          code: "values-unreadable",
          message: "this attribute could not be read: it died; 1 more attributes after it were not read",
          place: "/@b")
      ])
    let root = try #require(recorder.assemble())
    #expect(root.attribute("a")?.value == .string("x"))
    for name in ["b", "c"] {
      let failure = HDF5Failure(operation: "read an attribute", object: "/@" + name, reason: "it died")
      #expect(root.attribute(name)?.value == .unreadable(failure))
    }
  }

  static let shapes: [([Int], Bool)] = [
    // float32: 4 bytes each
    ([], true), ([0], true), ([0, 3], true), ([1 << 20, 1 << 20], true), ([1 << 40], true),
    ([1 << 40, 2], false), ([1 << 40, 1 << 40], false), ([.max], false), ([.max, .max], false),
    // Nobody may multiply the first two on the way.
    ([1 << 40, 1 << 40, 0], false), ([0, .max], false),
  ]

  @Test(arguments: shapes) func aShapeThatCannotBeCounted(_ shape: [Int], _ isCountable: Bool) throws {
    let recorder = try Self.recorder([
      Self.root, .dataset(RowLink(name: "a"), StoredDataset(shape: shape)),
      .repeatedLink(RowLink(name: "b"), object: 1), .groupEnd, .structureEnd,
    ])
    let target = try #require(recorder.assemble())[link: "a"]?.target
    if isCountable {
      #expect(target == .dataset(StoredDataset(shape: shape)))
    } else {
      let reason = "its shape \(shape) has too many values"
      #expect(
        target
          == .unreadable(
            HDF5Failure(operation: "read the shape of a dataset", object: "/a", reason: reason)))
    }
    #expect(recorder.notes.all.map(\.code) == (isCountable ? [] : ["object-unreadable"]))
  }

  static let storages: [(StorageLayout, Int, StorageLayout, Int)] = [
    (.contiguous(offset: 9_000), 1_000, .contiguous(offset: 9_000), 1_000),
    (.contiguous(offset: 9_000), 1_001, .contiguous(offset: nil), 0),
    (.contiguous(offset: 10_001), 0, .contiguous(offset: nil), 0),
    (.contiguous(offset: .max), .max, .contiguous(offset: nil), 0),
    (.chunked(shape: [2], filters: []), 10_000, .chunked(shape: [2], filters: []), 10_000),
    (.chunked(shape: [2], filters: []), 10_001, .chunked(shape: [2], filters: []), 0),
  ]

  /// The file has 10,000 bytes.
  @Test(arguments: storages.indices) func storageOutsideOfTheFile(_ index: Int) throws {
    let (storage, bytes, left, leftBytes) = Self.storages[index]
    let recorder = try Self.recorder([
      Self.root,
      .dataset(RowLink(name: "a"), StoredDataset(shape: [2], storage: storage, storedBytes: bytes)),
      .groupEnd, .structureEnd,
    ])
    #expect(
      recorder.notes.all.map(\.code) == (bytes == leftBytes && storage == left ? [] : ["object-unreadable"]))
    #expect(
      try #require(recorder.assemble()).dataset("a")
        == StoredDataset(shape: [2], storage: left, storedBytes: leftBytes))
  }

  @Test func theThousandthFailureIsOnlyCounted() throws {
    let failures = (0..<1000).map { Row.failedLink(RowLink(name: "\($0)"), Self.failure) }
    let recorder = try Self.recorder([Self.root] + failures)
    #expect(recorder.notes.all.count == 33)
    #expect(
      recorder.notes.all.last
        == Note(code: "object-unreadable", message: "968 more notes like these are left out"))
  }
}
