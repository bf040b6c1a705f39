import Checks

extension FileReport {
  /// What the values look like, for people: what is suspicious, then every variable with its figures.
  public func statsText(_ options: TextOptions) -> String {
    var lines = heading(width: options.width)
    lines.append("")
    lines += StatsSummary.lines(of: self, width: options.width)
    lines += StatsSuspicions.lines(of: self, width: options.width)
    lines.append("")
    lines += StatsTable.lines(of: self, select: options.select, width: options.width)
    lines += remarks(width: options.width)
    return lines.joined(separator: "\n") + "\n"
  }
}

/// The values of the whole file.
enum StatsSummary {
  static func lines(of report: FileReport, width: Int) -> [String] {
    var all = SummedStats()
    for layer in report.layers {
      for variable in layer.variables where variable.sameAs == nil {
        if let stats = variable.stats { all.add(stats) }
      }
    }
    let line =
      "  Values       \(Grouped.text(all.count)) in \(Grouped.text(all.variables)) "
      + (all.variables == 1 ? "variable   " : "variables   ")
      + "NaN \(Grouped.text(all.nan))   infinite \(Grouped.text(all.infinite))   "
      + "zero \(SignificantDigits.share(all.zero, of: all.count))"
    var lines = DisplayWidth.of(line) <= width ? [line] : Wrapping.lines(line, width: width, indent: 15)
    // Values of attributes have notes of this code too.
    let places = Set(report.notes.filter { $0.code == "values-unreadable" }.compactMap(\.place))
    let unread =
      places.isEmpty
      ? 0
      : report.layers.reduce(0) { count, layer in
        count + layer.variables.count { $0.stats == nil && places.contains($0.address) }
      }
    if unread > 0 {
      lines.append(
        "  Not read     \(Grouped.text(unread)) \(unread == 1 ? "variable" : "variables"): the notes say why")
    }
    return lines
  }
}

/// What is suspicious, one paragraph for each rule that found something.
enum StatsSuspicions {
  /// Variables that are named one by one before the rest is only counted.
  private static let mostNamed = 3

  private struct Group {
    var id: String
    var severity: StatsRemark.Severity
    var places: [(name: String, message: String)] = []
  }

  static func lines(of report: FileReport, width: Int) -> [String] {
    var groups: [Group] = []
    for layer in report.layers {
      for variable in layer.variables {
        for remark in variable.stats?.remarks ?? [] {
          let position =
            groups.firstIndex { $0.id == remark.id }
            ?? {
              groups.append(Group(id: remark.id, severity: remark.severity))
              return groups.count - 1
            }()
          let name = place(remark, variable, layer)
          // A rule that needs two variables says the same of both.
          if groups[position].places.last.map({ $0.name == name && $0.message == remark.message }) ?? false {
            continue
          }
          groups[position].places.append((name, remark.message))
        }
      }
    }
    guard !groups.isEmpty else { return ["  Suspicious   nothing"] }
    let order: [StatsRemark.Severity] = [.danger, .warn, .info]
    let sorted = order.flatMap { severity in groups.filter { $0.severity == severity } }
    return sorted.enumerated().flatMap { paragraph($1, isFirst: $0 == 0, width: width) }
  }

  /// The layer alone where a remark is about several of its variables together.
  private static func place(
    _ remark: StatsRemark, _ variable: VariableReport, _ layer: LayerReport
  ) -> String {
    let isShared = layer.variables.count { $0.stats?.remarks.contains(remark) ?? false } > 1
    let role = DisplayWidth.harmless(variable.role.rawValue)
    guard !layer.name.isEmpty else { return role }
    return DisplayWidth.harmless(layer.name) + (isShared ? "" : " " + role)
  }

  private static func paragraph(_ group: Group, isFirst: Bool, width: Int) -> [String] {
    let title = ValueRules.title(of: group.id) ?? group.id
    let head =
      (isFirst ? "  Suspicious   " : "               ") + "\(title) (\(group.severity.rawValue)): "
      + (group.places.count == 1 ? "1 place" : "\(Grouped.text(group.places.count)) places")
    var lines = DisplayWidth.of(head) <= width ? [head] : Wrapping.lines(head, width: width, indent: 17)
    for place in group.places.prefix(mostNamed) {
      lines += Wrapping.lines(
        "                 \(place.name): \(DisplayWidth.harmless(place.message))", width: width, indent: 19)
    }
    if group.places.count > mostNamed {
      lines.append("                 and \(Grouped.text(group.places.count - mostNamed)) more")
    }
    if let why = ValueRules.why(of: group.id) {
      lines += Wrapping.lines("                 " + why, width: width, indent: 17)
    }
    return lines
  }
}

/// One line per layer, its variables beneath.
enum StatsTable {
  /// A role of batch normalization, which must not be cut.
  private static let longestRole = "  moving_variance".utf8.count
  /// Columns that a name and a role may have together on one line.
  private static let longestName = 22

  static func lines(of report: FileReport, select: Glob?, width: Int) -> [String] {
    var table = TextTable([
      .init("layer", yields: true, narrowest: longestRole), .init("shape", yields: true, leaves: 3),
      .init("min", isNumber: true),
      .init("max", isNumber: true), .init("mean", isNumber: true), .init("std", isNumber: true, leaves: 4),
      .init("zero", isNumber: true, leaves: 2), .init("histogram", leaves: 1),
    ])
    table.gap = 1
    for layer in report.layers {
      let measured = layer.variables.filter { $0.stats != nil }
      guard !measured.isEmpty else { continue }
      let name = DisplayWidth.harmless(layer.name)
      if measured.count == 1 {
        let role = DisplayWidth.harmless(measured[0].role.rawValue)
        // A cut name must not lose the role.
        if DisplayWidth.of(name) + DisplayWidth.of(role) < longestName {
          table.rows.append(row(name + " " + role, measured[0]))
        } else {
          table.rows.append([name, DisplayWidth.harmless(layer.shownKind), "", "", "", "", "", ""])
          table.rows.append(row("  " + role, measured[0]))
        }
        continue
      }
      let all = SummedStats(measured.compactMap(\.stats))
      table.rows.append([
        name, DisplayWidth.harmless(layer.shownKind), SignificantDigits.text(all.minimum),
        SignificantDigits.text(all.maximum), SignificantDigits.text(all.mean),
        SignificantDigits.text(all.standardDeviation), SignificantDigits.share(all.zero, of: all.count), "",
      ])
      for variable in measured {
        table.rows.append(row("  " + DisplayWidth.harmless(variable.role.rawValue), variable))
      }
    }
    guard !table.rows.isEmpty else { return [select == nil ? "  no variable" : "  no layer matches"] }
    return table.lines(width: width)
  }

  private static func row(_ name: String, _ variable: VariableReport) -> [String] {
    let shape = variable.shape.isEmpty ? "scalar" : variable.shape.map(String.init).joined(separator: "x")
    let type = variable.dtype == "float32" ? "" : " " + DisplayWidth.harmless(variable.dtype)
    guard let stats = variable.stats else { return [name, shape + type, "", "", "", "", "", ""] }
    let marked = stats.remarks.isEmpty ? name : name.hasPrefix("  ") ? "! " + name.dropFirst(2) : "! " + name
    return [
      marked, shape + type, SignificantDigits.text(stats.minimum), SignificantDigits.text(stats.maximum),
      SignificantDigits.text(stats.mean), SignificantDigits.text(stats.standardDeviation),
      SignificantDigits.share(stats.zero, of: stats.count), SparkLine.text(stats.histogram),
    ]
  }
}
