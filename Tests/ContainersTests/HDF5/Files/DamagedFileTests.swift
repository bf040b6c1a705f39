import Foundation
import Testing

@testable import Containers

/// Files that are cut off or changed: the outcome is a tree or a clear error, and nothing of libhdf5 is left open.
struct DamagedFileTests {
  @Test func anEmptyFile() throws {
    #expect(throws: ContainerError.empty) { try HDF5Reader.read(try temporaryFile([])) }
  }

  @Test func noHDF5() throws {
    #expect(throws: ContainerError.damaged(reason: "the signature of HDF5 is missing", place: "weights")) {
      try HDF5Reader.read(try temporaryFile(Array("PK no weights here".utf8)), member: "weights")
    }
  }

  /// libhdf5 takes no file that is shorter than its superblock says.
  @Test(arguments: ["keras3.weights.h5", "libver-latest.weights.h5", "user-block.weights.h5"])
  func aFileThatIsCutOff(_ name: String) throws {
    let whole = try Fixture.source(name)
    for kept in [600, 1000, whole.length / 2, whole.length - 1] as [UInt64] {
      let cut = ByteSource(file: whole.file, length: kept)
      #expect(throws: ContainerError.truncated(present: kept, promised: whole.length, place: nil)) {
        try HDF5Reader.read(cut)
      }
    }
  }

  @Test func aFileThatEndsWithinItsSuperblock() throws {
    let whole = try Fixture.source("keras3.weights.h5")
    for kept in 8..<48 as Range<UInt64> {
      #expect(throws: ContainerError.truncated(present: kept, promised: nil, place: nil)) {
        try HDF5Reader.read(ByteSource(file: whole.file, length: kept))
      }
    }
    for kept in 48..<96 as Range<UInt64> {
      #expect(throws: ContainerError.truncated(present: kept, promised: whole.length, place: nil)) {
        try HDF5Reader.read(ByteSource(file: whole.file, length: kept))
      }
    }
  }

  @Test func aSuperblockOfAnUnknownVersion() throws {
    var bytes = try Fixture.bytes("keras3.weights.h5")
    bytes[8] = 9
    #expect(throws: ContainerError.damaged(reason: "bad superblock version number", place: nil)) {
      try HDF5Reader.read(try temporaryFile(bytes))
    }
  }

  /// Object headers begin with their version. The object is missing, everything else is there.
  @Test func anObjectThatCannotBeRead() throws {
    var bytes = try Fixture.bytes("keras3.weights.h5")
    // /layers/depthwise_conv2d, by the listing of h5py.
    bytes[15200] = 77
    let tree = try HDF5Reader.read(try temporaryFile(bytes))
    let expected = try FixtureTests.expected("keras3.weights.h5").filter { !$0.contains("depthwise") }
    #expect(Listing.lines(of: tree.root).filter { !$0.contains("depthwise") } == expected.map(String.init))
    let layers = try #require(tree.root.group("layers"))
    #expect(
      layers[link: "depthwise_conv2d"]?.target
        == .unreadable(
          HDF5Failure(
            operation: "open an object", object: "/layers/depthwise_conv2d",
            reason: "bad object header version number")))
    #expect(
      tree.notes == [
        Note(
          code: "object-unreadable", message: "open an object: bad object header version number",
          place: "/layers/depthwise_conv2d")
      ])
    // The order of creation does not depend on what a link leads to.
    #expect(layers.heapOrder?.count == 6)
  }

  /// libhdf5 pauses before it says so, and the child may not.
  @Test func aChecksumThatIsWrong() throws {
    var bytes = try Fixture.bytes("libver-latest.weights.h5")
    // /layers/conv2d, by the listing of h5py: "OHDR", version, flags, times.
    bytes[11051 + 8] ^= 1
    let tree = try HDF5Reader.read(try temporaryFile(bytes))
    #expect(
      tree.notes == [
        Note(
          code: "object-unreadable",
          message: "open an object: incorrect metadata checksum after all read attempts",
          place: "/layers/conv2d")
      ])
    #expect(tree.root.group("layers")?.links.count == 9)
  }

  /// A collection with an object of size 0 makes libhdf5 loop for ever; the driver does not let it.
  @Test(
    arguments: [
      // The first object becomes free space of size 0.
      (16, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]),
      // The free space, which begins after seven names, ends early. What follows is zeros.
      (248, [0, 0, 0, 0, 0, 0, 0, 0, 8, 1, 0, 0, 0, 0, 0, 0]),
      // An object is longer than the collection.
      (16, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0x10, 0, 0, 0, 0, 0, 0]),
      (16, [1, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
    ] as [(Int, [UInt8])]) func aGlobalHeapThatIsBroken(_ offset: Int, _ object: [UInt8]) throws
  {
    var bytes = try Fixture.bytes("keras3.weights.h5")
    let start = 2048
    try #require(bytes[start...].starts(with: Array("GCOL".utf8)))
    bytes.replaceSubrange(start + offset..<start + offset + object.count, with: object)
    let tree = try HDF5Reader.read(try temporaryFile(bytes))
    #expect(
      Listing.lines(of: tree.root) == (try FixtureTests.expected("keras3.weights.h5").map(String.init)))
    #expect(tree.notes.count == 7)
    #expect(
      tree.notes.allSatisfy {
        $0.code == "values-unreadable" && $0.message == "read an attribute: damaged global heap"
      })
    #expect(tree.notes.last?.place == "/vars@name")
  }

  /// Recipe: 1 to 4 changes per mutant, each of a kind that mistakes and attacks make. The seed is the mutant's number.
  @Test(arguments: Fixture.names) func mutants(_ name: String) throws {
    let original = try Fixture.bytes(name)
    for seed in 1...40 as ClosedRange<UInt64> {
      let source = try temporaryFile(Mutation.of(original, seed: seed))
      var limits = Limits()
      limits.seconds = 20
      do throws(ContainerError) {
        let tree = try HDF5Reader.read(source, limits: limits)
        #expect(!tree.notes.contains { $0.code == "objects-left-open" }, "\(name), seed \(seed)")
      } catch {
        // libhdf5 may die, but it never tries what is forbidden, and no file makes the child a liar.
        for word in ["it tried", "it sent"] {
          #expect(!error.reason.contains(word), "\(name), seed \(seed): \(error.reason)")
        }
      }
    }
  }
}
