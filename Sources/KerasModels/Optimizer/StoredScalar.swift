import Containers

/// The one value of a dataset, read in place.
///
/// Values that do not lie in one piece are left unread: no other process is started for a number of eight bytes.
struct StoredScalar: Hashable, Sendable {
  private let bits: UInt64
  private let type: StoredType

  init?(_ weight: StoredWeight, in contents: ContainerContents) {
    let dataset = weight.dataset
    guard dataset.count == 1, (1...8).contains(dataset.type.size),
      let file = contents.trees.firstIndex(where: { $0.member == weight.member })
    else { return nil }
    let values = StoredValues(
      file: file, object: dataset.address, shape: dataset.shape, type: dataset.type, storage: dataset.storage,
      storedBytes: dataset.storedBytes)
    guard case .direct(let source)? = try? contents.access(to: values),
      let bytes = source.bytes(at: 0, count: dataset.type.size)
    else { return nil }
    let mostSignificantFirst = dataset.type.isBigEndian ? bytes : bytes.reversed()
    bits = mostSignificantFirst.reduce(0) { $0 << 8 | UInt64($1) }
    type = dataset.type
  }

  /// For an integer type; `nil` beyond what an `Int` holds.
  var integer: Int? {
    guard case .integer(let isSigned) = type.class else { return nil }
    guard isSigned else { return Int(exactly: bits) }
    let unused = UInt64(64 - 8 * type.size)
    return Int(Int64(bitPattern: bits << unused) >> Int64(unused))
  }

  /// For a type of four or eight bytes; `nil` where it is not finite.
  var number: Double? {
    let value: Double
    switch type.class {
    case .float(exponentBits: 8, mantissaBits: 23):
      value = Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
    case .float(exponentBits: 11, mantissaBits: 52): value = Double(bitPattern: bits)
    default: return nil
    }
    return value.isFinite ? value : nil
  }
}
