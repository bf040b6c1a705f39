import AnalyticModel

extension Explanation {
  /// Comma-separated values: one row per step, or with a claim one row per reading.
  public var commaSeparated: String {
    if let claim {
      return CommaSeparated.line(["claim", "count", "right", "as_specified", "convention", "reading"])
        + claim.readings.map { reading in
          CommaSeparated.line([
            claim.claimed.text, String(reading.count), String(reading.isRight), String(reading.isAsSpecified),
            reading.convention.rawValue, reading.reading,
          ])
        }.joined()
    }
    return CommaSeparated.line([
      "topic", "name", "layer", "formula", "substituted", "weights", "bias", "gamma_beta", "moving",
    ])
      + steps.map { step in
        CommaSeparated.line(
          [topic, step.name, step.layer, step.formula, step.substituted]
            + [step.weights, step.bias, step.gammaBeta, step.moving].map(String.init))
      }.joined()
  }

  /// Headings, tables and lists for a page or an issue.
  public var markdown: String {
    var text = "## " + MarkdownTable.escaped(title) + "\n\n"
    if !purpose.isEmpty { text += MarkdownTable.escaped(purpose) + "\n\n" }
    text += MarkdownTable.table(
      ["step", "layer", "formula", "numbers", "weights", "bias", "gamma, beta", "moving"],
      rows: steps.map { step in
        [step.name, step.layer, step.formula, step.substituted]
          + [step.weights, step.bias, step.gammaBeta, step.moving].map(Grouped.text)
      })
    text += "\n"
    text += MarkdownTable.table(
      ["weights", "trainable", "all", "non-trainable"],
      rows: [[counts.weights, counts.trainable, counts.all, counts.nonTrainable].map(Grouped.text)])
    if let claim { return text + "\n" + claim.markdown }
    if !conventions.isEmpty {
      text += "\n"
      text += MarkdownTable.table(
        ["BatchNorm after", "biases", "weights", "trainable", "all"],
        rows: conventions.map { convention in
          [
            convention.batchNormAfter.isEmpty ? "none" : convention.batchNormAfter.joined(separator: ", "),
            convention.biases ? "yes" : "no",
          ] + [convention.weights, convention.trainable, convention.all].map(Grouped.text)
        })
    }
    let remarks =
      (general.isEmpty ? [] : ["In general: " + general])
      + (multiplyAccumulates.map { ["Multiply-accumulates: " + Grouped.text($0)] } ?? []) + notes
    if !remarks.isEmpty { text += "\n" + remarks.map { "- \(MarkdownTable.escaped($0))\n" }.joined() }
    if !mistakes.isEmpty {
      text += "\nFrequent mistakes:\n\n"
      text += mistakes.map { mistake in
        "- \(mistake.count.map { Grouped.text($0) + ": " } ?? "")\(MarkdownTable.escaped(mistake.text))\n"
      }.joined()
    }
    return text
  }
}

extension Explanation.Claim {
  fileprivate var markdown: String {
    "Claimed: \(MarkdownTable.escaped(claimed.text)), \(isRight ? "right" : "not right")\n\n"
      + MarkdownTable.table(
        ["count", "right", "as asked", "convention", "reading"],
        rows: readings.map { reading in
          [
            Grouped.text(reading.count), reading.isRight ? "yes" : "no", reading.isAsSpecified ? "yes" : "no",
            reading.convention.rawValue, reading.reading,
          ]
        })
  }
}
