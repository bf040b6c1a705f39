import Containers

/// What the values of a file look like from afar: files with other values have, with next to no exception, another one.
///
/// The values of a variable are as bytes, so that the same numbers in another type give another fingerprint. Variables
/// may come in any order.
struct Fingerprint: Hashable, Sendable {
  private(set) var value: UInt64 = 0

  /// Takes in a variable by the checksums of its pieces in their order.
  mutating func add(_ pieces: some Sequence<UInt32>) {
    // FNV-1a over the checksums; a sum over variables does not depend on their order.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for piece in pieces { hash = (hash ^ UInt64(piece)) &* 0x0000_0100_0000_01B3 }
    value &+= hash
  }
}

/// The checksums of a piece of both variables of a pair.
struct PieceChecksums: Sendable {
  var before = Checksum()
  var after = Checksum()
}
