import KerasModels

extension FileReport {
  /// The answer of `verify` for people: one line, then what deviates, then what was not predicted and why.
  ///
  /// - Parameter architecture: the name of the network that the file was held against.
  public func verificationText(_ options: TextOptions, architecture: String? = nil) -> String {
    let width = options.width
    let path = DisplayWidth.harmless(path)
    let model = architecture.map(DisplayWidth.harmless) ?? "the analytic model"
    var lines = Wrapping.lines("\(path): \(answer(model))", width: width, indent: 2)
    let deviating = layers.filter { $0.verdict == .mismatch }
    if !deviating.isEmpty {
      lines.append("")
      let shown = deviating.prefix(Self.mostDeviations)
      let names = shown.map { DisplayWidth.harmless($0.standardName ?? $0.name) }
      let longest = min(32, names.map(DisplayWidth.of).max() ?? 0)
      for (layer, name) in zip(shown, names) {
        let head = "  " + name + String(repeating: " ", count: max(0, longest - DisplayWidth.of(name))) + "  "
        lines += Wrapping.hanging(head, DisplayWidth.harmless(layer.reason ?? ""), width: width)
      }
      if deviating.count > shown.count {
        lines.append("  and \(Grouped.text(deviating.count - shown.count)) more; --format csv lists them all")
      }
    }
    lines += unpredicted(width: width)
    lines += remarks(width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  /// Layers that are named one by one before the rest is only counted.
  private static let mostDeviations = 24

  private func answer(_ model: String) -> String {
    guard let ledger else { return "nothing could be verified" }
    let all = ledger.match + ledger.mismatch + ledger.notPredicted
    if ledger.mismatch > 0 {
      let verb = ledger.mismatch == 1 ? "deviates" : "deviate"
      return
        "\(Grouped.text(ledger.mismatch)) of \(Grouped.text(all)) layers with variables \(verb) from \(model)"
    }
    guard ledger.match > 0 else {
      guard all == 0 else { return "nothing could be verified" }
      return totals.layersWithVariables > 0
        ? "nothing to verify: no layer with variables matches"
        : "nothing to verify: it has no layers with variables"
    }
    var sentence =
      ledger.notPredicted == 0
      ? "all \(Grouped.text(all)) layers with variables match \(model)"
      : "\(Grouped.text(ledger.match)) of \(Grouped.text(all)) layers with variables match \(model), "
        + "\(Grouped.text(ledger.notPredicted)) could not be predicted"
    if let share = ledger.shareIndependent {
      sentence += "; independent evidence for \(Percentage.text(share)) of the parameters"
    }
    return sentence
  }

  /// The layers that nothing was said of, by the reason.
  private func unpredicted(width: Int) -> [String] {
    var reasons: [(reason: String, names: [String])] = []
    for layer in layers where layer.verdict == .notPredicted {
      let reason = layer.reason ?? ""
      let name = DisplayWidth.harmless(layer.standardName ?? layer.name)
      if let position = reasons.firstIndex(where: { $0.reason == reason }) {
        reasons[position].names.append(name)
      } else {
        reasons.append((reason, [name]))
      }
    }
    guard !reasons.isEmpty else { return [] }
    return [""]
      + reasons.flatMap { reason, names in
        let shown = names.prefix(4).joined(separator: ", ")
        let rest = names.count > 4 ? " and \(Grouped.text(names.count - 4)) more" : ""
        return Wrapping.hanging(
          "  not predicted: ", "\(DisplayWidth.harmless(reason)): \(shown)\(rest)", width: width)
      }
  }
}

/// Shares in percent, where a hundred means all and nought means nothing.
enum Percentage {
  static func text(_ share: Double) -> String {
    let tenths = Int((share * 1000).rounded())
    if share < 1, tenths >= 1000 { return "99.9 %" }
    if share > 0, tenths == 0 { return "less than 0.1 %" }
    return tenths % 10 == 0 ? "\(tenths / 10) %" : "\(tenths / 10).\(tenths % 10) %"
  }
}
