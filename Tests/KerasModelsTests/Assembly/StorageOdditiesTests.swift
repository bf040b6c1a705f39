import Containers
import Testing

@testable import KerasModels

/// Types that Keras files have seldom.
struct StorageOdditiesTests {
  private func notes(_ type: StoredType, attributes: [StoredAttribute] = []) -> [Note] {
    let dataset = StoredDataset(shape: [4, 3], type: type, attributes: attributes)
    let model = ModelReader.read(
      .hdf5(
        .of(
          .group("vars"),
          .group("layers", .group("dense", .group("vars", StoredLink("0", .dataset(dataset))))))))
    return model.notes.filter { $0.code == "big-endian" || $0.code == "bfloat16-inferred" }
  }

  private static let twoBytes = StoredType(.opaque, size: 2)

  @Test func littleEndianFloatsAreUsual() {
    #expect(notes(.float32).isEmpty)
  }

  @Test func bigEndian() {
    let found = notes(StoredType(.float(exponentBits: 8, mantissaBits: 23), size: 4, isBigEndian: true))
    #expect(found.map(\.code) == ["big-endian"])
    #expect(found.map(\.place) == ["layers/dense/vars/0"])
  }

  /// One byte has no order.
  @Test func bigEndianBytes() {
    #expect(notes(StoredType(.integer(isSigned: true), size: 1, isBigEndian: true)).isEmpty)
  }

  @Test func bfloat16WithoutItsName() {
    #expect(notes(StorageOdditiesTests.twoBytes).map(\.code) == ["bfloat16-inferred"])
  }

  @Test func bfloat16WithItsName() {
    let name = StoredAttribute("dtype", .string("bfloat16"))
    #expect(notes(StorageOdditiesTests.twoBytes, attributes: [name]).isEmpty)
  }
}
