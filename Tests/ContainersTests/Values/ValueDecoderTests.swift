import CHDF5Reader
import Testing

@testable import Containers

/// Values that libhdf5 decodes in the child, of files that h5py wrote.
struct ValueDecoderTests {
  /// What becomes of each dataset: its bytes, or why there are none.
  enum Outcome: Hashable {
    case bytes([UInt8])
    case failure(String)
  }

  static func decode(
    _ names: [String], in file: String, fault: weightscope_fault = weightscope_fault()
  ) throws -> [Outcome] {
    let source = try Fixture.source(file)
    let root = try HDF5Reader.read(source).root
    let datasets = try names.map { name in
      let dataset = try #require(Self.dataset(name, in: root), "\(name)")
      return StoredValues(
        file: 0, object: dataset.address, shape: dataset.shape, type: dataset.type, storage: dataset.storage,
        storedBytes: dataset.storedBytes)
    }
    var outcomes: [Outcome] = []
    var bytes: [UInt8] = []
    ValueDecoder.decode(datasets, from: source, fault: fault) { event in
      switch event {
      case .values(let dataset, let values):
        #expect(dataset == outcomes.count)
        #expect(values.count <= ValueRequest.blockBytes)
        bytes += values
      case .end(let dataset):
        #expect(dataset == outcomes.count)
        outcomes.append(.bytes(bytes))
        bytes = []
      case .failure(let dataset, let failure):
        #expect(dataset == outcomes.count)
        outcomes.append(.failure(failure.reason))
        bytes = []
      }
    }
    return outcomes
  }

  static func dataset(_ path: String, in root: StoredGroup) -> StoredDataset? {
    let names = path.split(separator: "/").map(String.init)
    guard let last = names.last else { return nil }
    return root.group(at: names.dropLast())?.dataset(last)
  }

  @Test func scalarsAndWhatWasNeverWritten() throws {
    #expect(
      try Self.decode(["scalar", "unwritten", "zero_size", "bool"], in: "types.h5") == [
        .bytes([0, 0, 0xC0, 0x3F]), .bytes([UInt8](repeating: 0, count: 28)), .bytes([]), .bytes([0, 0]),
      ])
  }

  @Test func stringsAndTooManyValuesAreNotRead() throws {
    let outcomes = try Self.decode(["variable_string", "scalar"], in: "types.h5")
    #expect(outcomes[0] == .failure("cannot read the values of a dataset: its values are no numbers"))
    #expect(outcomes[1] == .bytes([0, 0, 0xC0, 0x3F]))
  }

  /// The same values in a plain file and in one with chunks, compressed: bytes as they lie in the plain one.
  @Test func chunksAreDecoded() throws {
    let names = ["layers/conv2d/vars/0", "layers/depthwise_conv2d/vars/0"]
    let plain = try Fixture.source("keras3.weights.h5")
    let root = try HDF5Reader.read(plain).root
    let expected = try names.map { name in
      let dataset = try #require(Self.dataset(name, in: root))
      guard case .contiguous(let offset?) = dataset.storage else { return Outcome.failure("not contiguous") }
      return Outcome.bytes(try #require(plain.bytes(at: offset, count: dataset.storedBytes)))
    }
    #expect(try Self.decode(names, in: "gzip-shuffle-chunked.weights.h5") == expected)
    #expect(try Self.decode(names, in: "keras3.weights.h5") == expected)
    #expect(try Self.decode(names, in: "user-block.weights.h5") == expected)
  }

  @Suite(.enabled(if: weightscope_hdf5_has_faults() == 1, "release builds have no faults"))
  struct Faults {
    /// A child that dies costs the dataset that it was at; another goes on behind it.
    @Test(arguments: [
      (weightscope_fault_crash_at_object, "it died of signal 11 (invalid memory access)"),
      (weightscope_fault_abort_at_object, "it died of signal 6 (abort)"),
    ]) func aChildThatDies(_ kind: weightscope_fault_kind, _ how: String) throws {
      #expect(
        try decode(["scalar", "bool", "uint8"], in: "types.h5", fault: weightscope_fault(kind: kind, at: 1))
          == [
            .bytes([0, 0, 0xC0, 0x3F]), .failure("the process that reads HDF5 failed: " + how),
            .bytes([0, 0]),
          ])
    }

    /// What it had told and not sent is lost, and told by the next child.
    @Test func aChildThatFallsSilent() throws {
      #expect(
        try decode(
          ["scalar", "bool"], in: "types.h5",
          fault: weightscope_fault(kind: weightscope_fault_exit_at_object, at: 1)) == [
            .failure("the process that reads HDF5 failed: it ended before it had told everything"),
            .bytes([0, 0]),
          ])
    }

    @Test func aChildThatWritesGarbage() throws {
      let outcomes = try decode(
        ["scalar", "bool"], in: "types.h5",
        fault: weightscope_fault(kind: weightscope_fault_garbage_at_object, at: 0))
      guard case .failure(let reason) = outcomes[0] else {
        Issue.record("garbage was believed")
        return
      }
      #expect(reason.hasPrefix("the process that reads HDF5 failed: it sent what cannot be: "))
      #expect(outcomes[1] == .bytes([0, 0]))
    }
  }
}
