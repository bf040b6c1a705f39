import LayerCatalog

/// The architecture in one line, as people name it: `MobileNetV2, alpha 0.35, no top, as backbone`.
enum ArchitectureLine {
  /// The line, and beneath it what deviates or was added.
  static func lines(of architecture: ArchitectureReport, byShapesAlone: Bool, width: Int) -> [String] {
    let line = name(of: architecture, byShapesAlone: byShapesAlone)
    var facts: [String] = []
    if byShapesAlone { facts.append("by shapes alone") }
    if let preprocessing = architecture.preprocessing {
      facts.append("wants " + (preprocessing.split(separator: ":").first.map(String.init) ?? preprocessing))
    }
    if let activation = architecture.outputActivation {
      facts.append("gives \(activation == "linear" ? "logits" : DisplayWidth.harmless(activation))")
    }
    let told = facts.joined(separator: ", ")
    let isShort = DisplayWidth.of(line) + 3 + DisplayWidth.of(told) <= width
    let first = told.isEmpty ? [line] : isShort ? [line + "   " + told] : [line, "  " + told]
    return first + architecture.deviations.map { "  " + DisplayWidth.harmless($0) }
  }

  private static func name(of architecture: ArchitectureReport, byShapesAlone: Bool) -> String {
    let variant = architecture.variant
    var parts = [architecture.name]
    if let alpha = variant["alpha"] {
      let range = byShapesAlone ? architecture.variantRanges.first { $0.name == "alpha" } : nil
      parts.append(
        range.map { "alpha \(hundredths($0.lowest)) to \(hundredths($0.highest)) (\(alpha.number))" }
          ?? "alpha \(alpha.number)")
    }
    if variant["minimalistic"] == true { parts.append("minimalistic") }
    if let multiplier = variant["depth_multiplier"], multiplier != 1 {
      parts.append("depth multiplier \(multiplier.number)")
    }
    if let channels = variant["input_channels"], channels != 3 {
      parts.append("\(channels.number) input channel\(channels == 1 ? "" : "s")")
    }
    if variant["include_top"] == false {
      parts.append("no top")
    } else if case .integer(let classes)? = variant["classes"] {
      parts.append("\(Grouped.text(classes)) classes")
    }
    switch architecture.match {
    case .exact: return parts.joined(separator: ", ") + " (exact)"
    case .backbone: return parts.joined(separator: ", ") + ", as backbone"
    case .deviates: return parts.joined(separator: ", ") + ", with deviations"
    }
  }

  /// Two decimals, rounded: more than an interval needs in a heading.
  private static func hundredths(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    let rest = hundredths % 100
    return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
  }
}

extension SettingValue {
  fileprivate var number: String {
    switch self {
    case .integer(let value): String(value)
    case .number(let value): "\(value)"
    default: "?"
    }
  }
}
