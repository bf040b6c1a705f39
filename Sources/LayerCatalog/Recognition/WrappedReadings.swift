/// Readings of a layer inside a wrapper that takes any layer.
enum WrappedReadings {
  /// The readings of layers that stand by themselves; wrappers in wrappers are left out.
  static func all(of stored: [StoredShape], share: Double) -> [RoleReading] {
    var readings: [RoleReading] = []
    func add(_ more: [RoleReading]) {
      for reading in more where !readings.contains(where: { $0.roles == reading.roles }) {
        readings.append(RoleReading(reading.roles, plausibility: reading.plausibility * share))
      }
    }
    for entry in SignatureIndex.byCount[stored.count] ?? [] { add(entry.readings(of: stored)) }
    for composite in SignatureIndex.composites(for: stored) { add(composite.readings(of: stored)) }
    return readings.sorted { $0.plausibility > $1.plausibility }
  }
}
