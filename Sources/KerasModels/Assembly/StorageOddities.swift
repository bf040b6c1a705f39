import Containers

/// What is unusual about the stored types of variables, collected while they are read.
struct StorageOddities: Hashable, Sendable {
  private var bigEndian = Occurrence()
  private var inferred = Occurrence()

  private struct Occurrence: Hashable, Sendable {
    var count = 0
    var place: String?

    mutating func add(_ address: String) {
      if count == 0 { place = address }
      count += 1
    }
  }

  mutating func add(_ weight: StoredWeight) {
    let type = weight.dataset.type
    if type.isBigEndian, type.size > 1 { bigEndian.add(weight.address) }
    if case .opaque = type.class, type.size == 2, weight.dataset.attribute("dtype") == nil {
      inferred.add(weight.address)
    }
  }

  var notes: [Note] {
    var notes: [Note] = []
    if bigEndian.count > 0 {
      notes.append(
        Note(
          code: "big-endian",
          message:
            "\(bigEndian.count) variables are stored with the most significant byte first, as Keras writes them "
            + "on none of today's machines",
          place: bigEndian.place))
    }
    if inferred.count > 0 {
      notes.append(
        Note(
          code: "bfloat16-inferred",
          message:
            "\(inferred.count) variables are stored as two bytes without a type, as Keras writes bfloat16 where it "
            + "does not name it: they are taken for that",
          place: inferred.place))
    }
    return notes
  }
}
