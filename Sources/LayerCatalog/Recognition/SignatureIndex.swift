/// The signatures of all layers by the number of variables, made once: most classes need not be looked at.
enum SignatureIndex {
  struct Entry: Sendable {
    let definition: any LayerDefinition
    let signatures: [Signature]

    func readings(of stored: [StoredShape]) -> [RoleReading] {
      SignatureIndex.readings(of: stored, signatures: signatures)
    }
  }

  /// Layers whose variables are all their own.
  static let byCount: [Int: [Entry]] = {
    var entries: [Int: [Entry]] = [:]
    for definition in LayerCatalog.signed {
      var signatures = byClass[definition.className] ?? []
      while let count = signatures.first?.roles.count {
        entries[count, default: []].append(
          Entry(definition: definition, signatures: signatures.filter { $0.roles.count == count }))
        signatures.removeAll { $0.roles.count == count }
      }
    }
    return entries
  }()

  static let byClass: [String: [Signature]] = {
    var signatures: [String: [Signature]] = [:]
    signatures.reserveCapacity(64)
    for definition in LayerCatalog.signed { signatures[definition.className] = definition.signatures }
    return signatures
  }()

  /// A composite layer, with what says that it cannot hold some variables.
  private struct CompositeEntry {
    let definition: any CompositeLayer
    let minimumCount: Int
    let holdsKernels: Bool
  }

  private static let unwrapping: [CompositeEntry] = LayerCatalog.composite.filter { !$0.isWrapper }
    .map { CompositeEntry(definition: $0, minimumCount: $0.minimumCount, holdsKernels: $0.holdsKernels) }

  static let wrappers: [any CompositeLayer] = LayerCatalog.composite.filter(\.isWrapper)

  /// The composite layers that can hold these variables, wrappers apart.
  static func composites(for stored: [StoredShape]) -> [any CompositeLayer] {
    let kernels = stored.count { $0.shape.count > 1 }
    var found: [any CompositeLayer] = []
    for position in unwrapping.indices
    where stored.count >= unwrapping[position].minimumCount
      && (kernels > 1 || !unwrapping[position].holdsKernels)
    {
      found.append(unwrapping[position].definition)
    }
    return found
  }

  /// Different readings by these signatures, best first.
  static func readings(of stored: [StoredShape], signatures: [Signature]) -> [RoleReading] {
    var readings: [RoleReading] = []
    for signature in signatures {
      guard let reading = signature.reading(of: stored),
        !readings.contains(where: { $0.roles == reading.roles })
      else { continue }
      readings.append(reading)
    }
    if readings.count > 1 { readings.sort { $0.plausibility > $1.plausibility } }
    return readings
  }
}
