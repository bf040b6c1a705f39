import AnalyticModel

extension Explanation {
  /// The explanation as a student reads it: steps, sums, conventions, reasons.
  public func text(width: Int = 100) -> String {
    var lines = [title, ""]
    lines += stepTable.lines(width: width)
    lines += ["", "  weights alone                  \(right(weights))"]
    lines += ["  with gamma and beta            \(right(trainable))   Keras: Trainable params"]
    lines += [
      "  with moving mean and variance  \(right(all))   Keras: Total params (Non-trainable params \(Grouped.text(nonTrainable)))"
    ]
    if let multiplyAccumulates {
      lines.append("  multiply-accumulates           \(right(multiplyAccumulates))   FLOPs are twice that")
    }
    lines += ["", "  In general   \(general)"]
    for note in notes { lines += [""] + Wrapping.lines("  " + note, width: width, indent: 2) }
    lines.append("")
    lines += conventionTable.lines(width: width)
    return lines.joined(separator: "\n") + "\n"
  }

  private func right(_ number: Int) -> String {
    let text = Grouped.text(number)
    return String(repeating: " ", count: max(0, 12 - text.utf8.count)) + text
  }

  private var stepTable: TextTable {
    var table = TextTable([
      .init("step"), .init("layer"), .init("weights"), .init("", isNumber: true),
      .init("bias", isNumber: true), .init("gamma, beta", isNumber: true),
      .init("moving statistics", isNumber: true),
    ])
    for step in steps {
      let counts = step.weights > 0
      table.rows.append([
        step.name, step.layer, step.substituted, counts ? "= " + Grouped.text(step.weights) : "0",
        step.bias > 0 ? Grouped.text(step.bias) : "", step.gammaBeta > 0 ? Grouped.text(step.gammaBeta) : "",
        step.moving > 0 ? Grouped.text(step.moving) : "",
      ])
    }
    let sum = { (value: KeyPath<Step, Int>) in steps.reduce(0) { $0 + $1[keyPath: value] } }
    table.rows.append([
      "together", "", "", Grouped.text(sum(\.weights)), sum(\.bias) > 0 ? Grouped.text(sum(\.bias)) : "",
      Grouped.text(sum(\.gammaBeta)), Grouped.text(sum(\.moving)),
    ])
    return table
  }

  private var conventionTable: TextTable {
    var table = TextTable([
      .init("BatchNorm after"), .init("weights", isNumber: true), .init("trainable", isNumber: true),
      .init("all", isNumber: true),
    ])
    for convention in conventions {
      let after = convention.batchNormAfter
      table.rows.append([
        after.isEmpty ? "none" : after.joined(separator: ", "), Grouped.text(convention.weights),
        Grouped.text(convention.trainable), Grouped.text(convention.all),
      ])
    }
    return table
  }
}
