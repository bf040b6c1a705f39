/// What is frozen, in the words of those who freeze: `base.layers[:100]`.
enum FrozenLines {
  /// One line for each model that is frozen whole or in part; none where the file does not tell, or nothing is.
  static func lines(of report: FileReport) -> [String] {
    guard report.totals.trainableFrom == .config, (report.totals.nonTrainableParts.frozen ?? 0) > 0 else {
      return []
    }
    let containers: [LayerReport?] = [nil] + report.layers.filter(\.isModel)
    return containers.compactMap { container in
      let members = report.layers.filter { $0.parent == container?.index && $0.kerasIndex != nil }
        .sorted { ($0.kerasIndex ?? 0) < ($1.kerasIndex ?? 0) }
      return line(name: container?.name ?? report.model.name ?? "", members)
    }
  }

  private static func line(name: String, _ members: [LayerReport]) -> String? {
    // Nested models have lines of their own.
    let own = members.filter { !$0.isModel && $0.parameters > 0 }
    let frozen = own.filter { !flag($0) }
    guard !frozen.isEmpty else { return nil }
    let name = DisplayWidth.harmless(name)
    let parameters = frozen.reduce(0) { $0 &+ $1.parameters }
    guard frozen.count < own.count else {
      return "\(name): every layer is frozen, \(Grouped.text(parameters)) parameters"
    }
    let trainable = members.reduce(0) { $0 &+ ($1.trainableParameters ?? 0) }
    // Layers without variables keep the flag that they were given, but for inputs, which have none.
    if let last = members.lastIndex(where: { !flag($0) }), members.indices.contains(last + 1),
      members[...last].allSatisfy({ !flag($0) || $0.parameters == 0 })
    {
      let first = members[last + 1]
      return "\(name): layers[:\(last + 1)] frozen, trainable from \(DisplayWidth.harmless(first.name)) on: "
        + Grouped.text(trainable)
    }
    let kinds = Set(frozen.map(\.kind.value))
    let batchNorm = "BatchNormalization"
    if kinds == [batchNorm], own.allSatisfy({ $0.kind.value != batchNorm || !flag($0) }) {
      return "\(name): every \(batchNorm) is frozen, the rest is trainable: \(Grouped.text(trainable))"
    }
    return "\(name): \(frozen.count) of \(own.count) layers with variables are frozen, "
      + "\(Grouped.text(parameters)) parameters"
  }

  private static func flag(_ layer: LayerReport) -> Bool { layer.trainable ?? true }
}
