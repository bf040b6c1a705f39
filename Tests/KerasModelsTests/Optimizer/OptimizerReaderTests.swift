import Containers
import Foundation
import Testing

@testable import KerasModels

/// The optimizer of a `.weights.h5`, with its scalars in a file.
struct OptimizerReaderTests {
  /// A Dense layer of 4 inputs and 3 units, and an optimizer whose scalars are at these places of `bytes`.
  private func model(
    _ optimizer: [StoredLink], name: String? = nil, bytes: [UInt8] = []
  ) throws -> Model {
    let attributes = name.map { [StoredAttribute("name", .string($0))] } ?? []
    var contents = ContainerContents.hdf5(
      .of(
        .group("vars"),
        .group("layers", .group("dense", .vars([4, 3], [3], name: "head"))),
        .group(
          "optimizer",
          StoredLink(
            "vars", .group(StoredGroup(attributes: attributes, heapOrder: nil, links: optimizer))))))
    contents.sources = [try file(of: bytes)]
    return ModelReader.read(contents)
  }

  private func file(of bytes: [UInt8]) throws -> ByteSource {
    let url = FileManager.default.temporaryDirectory.appending(component: UUID().uuidString)
    defer { try? FileManager.default.removeItem(at: url) }
    try Data(bytes).write(to: url)
    let descriptor = open(url.path, O_RDONLY)
    try #require(descriptor >= 0)
    return ByteSource(file: OpenFile(descriptor: descriptor), length: UInt64(bytes.count))
  }

  /// 513 as a 64-bit integer, 0.002 as a 32-bit float.
  private static let values: [UInt8] = [1, 2, 0, 0, 0, 0, 0, 0, 0x6f, 0x12, 0x03, 0x3b]

  private static func slots(from first: Int, _ shapes: [[Int]]) -> [StoredLink] {
    shapes.enumerated().map { .dataset(String(first + $0.offset), $0.element) }
  }

  @Test func nameStepRateAndSlots() throws {
    let model = try model(
      [.dataset("0", [], type: .int64, at: 0), .dataset("1", [], at: 8)]
        + OptimizerReaderTests.slots(from: 2, [[4, 3], [4, 3], [3], [3]]),
      name: "adam_w_2", bytes: OptimizerReaderTests.values)
    let optimizer = try #require(model.optimizer)
    #expect(optimizer.name == "AdamW")
    #expect(optimizer.step == 513)
    #expect(optimizer.learningRate == 0.0020000000949949026)
    #expect(optimizer.slotsFor == ["layers/dense/vars/0", "layers/dense/vars/1"])
    #expect(!model.notes.contains { $0.code.hasPrefix("optimizer") })
  }

  @Test func bigEndianScalars() throws {
    let integer = StoredType(.integer(isSigned: true), size: 2, isBigEndian: true)
    let rate = StoredType(.float(exponentBits: 8, mantissaBits: 23), size: 4, isBigEndian: true)
    let model = try model(
      [.dataset("0", [], type: integer, at: 0), .dataset("1", [], type: rate, at: 2)],
      name: "sgd", bytes: [2, 1, 0x3b, 0x03, 0x12, 0x6f])
    #expect(model.optimizer?.step == 513)
    #expect(model.optimizer?.learningRate == 0.0020000000949949026)
    #expect(model.optimizer?.slotsFor == [])
  }

  /// Keras 2 stores no learning rate and no name, and nothing else in the file tells them.
  @Test func whatKeras2LeavesOutIsSaid() throws {
    let model = try model(
      [.dataset("0", [], type: .int64, at: 0)]
        + OptimizerReaderTests.slots(from: 1, [[4, 3], [4, 3], [3], [3]]),
      bytes: OptimizerReaderTests.values)
    let optimizer = try #require(model.optimizer)
    #expect(optimizer.name == nil)
    #expect(optimizer.step == 513)
    #expect(optimizer.learningRate == nil)
    #expect(optimizer.slotsFor == ["layers/dense/vars/0", "layers/dense/vars/1"])
    #expect(model.notes.map(\.code).filter { $0 != "trainable-unknown" } == ["optimizer-not-told"])
  }

  /// Values outside of the file, negative counts and rates that are no numbers are not told.
  @Test(arguments: [
    [UInt8](repeating: 0, count: 4),
    [UInt8](repeating: 0xff, count: 12),
  ])
  func scalarsThatCannotBe(bytes: [UInt8]) throws {
    let model = try model(
      [.dataset("0", [], type: .int64, at: 0), .dataset("1", [], at: 8)], name: "adam", bytes: bytes)
    #expect(model.optimizer?.step == nil)
    #expect(model.optimizer?.learningRate == nil)
    #expect(model.notes.map(\.code).filter { $0 != "trainable-unknown" } == ["optimizer-not-told"])
  }

  @Test func aFileWithoutOptimizerHasNone() throws {
    #expect(try model([]).optimizer == nil)
  }
}
