import AnalyticModel

extension Explanation {
  /// The explanation as a student reads it: steps, sums, conventions, reasons; with a claim the answer to that.
  public func text(width: Int = 100) -> String {
    let heading = DisplayWidth.harmless(title)
    var lines =
      DisplayWidth.of(heading) <= width ? [heading] : Wrapping.lines(heading, width: width, indent: 2)
    lines.append("")
    lines += claim.map { ClaimText.lines(of: $0, in: self, width: width) } ?? body(width: width)
    // Only a name that is wider than the terminal by itself is left to be cut.
    return lines.map { DisplayWidth.cut($0, to: width) }.joined(separator: "\n") + "\n"
  }

  private func body(width: Int) -> [String] {
    var lines: [String] = []
    if !purpose.isEmpty { lines += wrapped(purpose, width: width) + [""] }
    lines += StepTable.lines(of: self, width: width)
    lines += [""] + SumLines.lines(of: self, width: width)
    if !general.isEmpty {
      lines += [""] + Wrapping.hanging("  In general   ", general, width: width)
      if !symbols.isEmpty {
        let letters = symbols.map { "\($0.letter) \($0.meaning)" }.joined(separator: ", ")
        lines += Wrapping.hanging("               ", letters, width: width)
      }
    }
    for note in notes { lines += [""] + wrapped(DisplayWidth.harmless(note), width: width) }
    if !conventions.isEmpty { lines += [""] + ConventionTable.lines(of: conventions, width: width) }
    if !mistakes.isEmpty { lines += ["", "  Frequent mistakes"] + mistakeLines(width: width) }
    if !options.isEmpty {
      lines +=
        ["", "  A worked example. Options to count another one:"] + OptionLines.of(options, width: width)
    }
    return lines
  }

  private func wrapped(_ text: String, width: Int) -> [String] {
    Wrapping.lines("  " + text, width: width, indent: 2)
  }

  private func mistakeLines(width: Int) -> [String] {
    let numbers = mistakes.map { $0.count.map(Grouped.text) ?? "" }
    let widest = numbers.reduce(0) { max($0, $1.utf8.count) }
    return zip(numbers, mistakes).flatMap { number, mistake in
      let head = widest == 0 ? "  - " : "  " + Padding.left(number, to: widest) + "   "
      return Wrapping.hanging(head, mistake.text, width: width)
    }
  }
}

/// Numbers and words made as wide as their column.
enum Padding {
  static func left(_ text: String, to width: Int) -> String {
    String(repeating: " ", count: max(0, width - DisplayWidth.of(text))) + text
  }

  static func right(_ text: String, to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
  }
}

/// The counts by each convention, one per line, with Keras' words for them.
enum SumLines {
  private struct Row {
    var words: String
    var count: Int
    var note = ""
  }

  static func lines(of explanation: Explanation, width: Int) -> [String] {
    let rows = conventions(explanation) + further(explanation)
    let widest = rows.reduce(12) { max($0, Grouped.text($1.count).utf8.count) }
    return rows.flatMap { row in
      let head = "  " + Padding.right(row.words, to: 31) + Padding.left(Grouped.text(row.count), to: widest)
      return row.note.isEmpty ? [head] : Wrapping.hanging(head + "   ", row.note, width: width)
    }
  }

  private static func conventions(_ explanation: Explanation) -> [Row] {
    let counts = explanation.counts
    let isFrozen = (explanation.frozen ?? 0) > 0
    let isNormalized = explanation.steps.contains { $0.gammaBeta > 0 }
    let total = "Keras: Total params"
    let allTrainable = total + (isFrozen ? "" : ", Trainable params")
    if counts.trainable == counts.all, explanation.form != .block {
      return [Row(words: "all of it", count: counts.all, note: allTrainable)]
    }
    var rows = counts.weights > 0 ? [Row(words: "weights alone", count: counts.weights)] : []
    if isNormalized, counts.trainable == counts.all {
      // Normalizations that keep no statistics.
      return rows + [Row(words: "with gamma and beta", count: counts.all, note: allTrainable)]
    }
    rows.append(
      Row(
        words: isNormalized ? "with gamma and beta" : "trainable", count: counts.trainable,
        note: isFrozen ? "" : "Keras: Trainable params"))
    let fixed = isFrozen ? "" : " (Non-trainable params \(Grouped.text(counts.nonTrainable)))"
    rows.append(
      Row(
        words: isNormalized ? "with moving mean and variance" : "with what no training changes",
        count: counts.all, note: total + fixed))
    return rows
  }

  /// What is frozen in a file, and the cost.
  private static func further(_ explanation: Explanation) -> [Row] {
    let counts = explanation.counts
    var rows: [Row] = []
    if let frozen = explanation.frozen, frozen > 0 {
      let fixed = Grouped.text(counts.nonTrainable &+ frozen)
      rows.append(
        Row(
          words: "trainable in this file", count: counts.trainable &- frozen,
          note: "Keras: Trainable params (Non-trainable params \(fixed))"))
    }
    if let macs = explanation.multiplyAccumulates {
      rows.append(
        Row(
          words: "multiply-accumulates", count: macs, note: "\(Grouped.text(macs &* 2)) FLOPs: two for each"))
    }
    return rows
  }
}

/// The table of conventions: without biases and with them, by the steps that a batch normalization follows.
enum ConventionTable {
  static func lines(of conventions: [Explanation.Convention], width: Int) -> [String] {
    let plain = conventions.filter { !$0.biases }
    let biased = conventions.filter(\.biases)
    guard plain.contains(where: { !$0.batchNormAfter.isEmpty }) else {
      return biasLines(plain, biased, width: width)
    }
    var table = TextTable([
      .init("BatchNorm after", yields: true), .init("weights", isNumber: true),
      .init("trainable", isNumber: true), .init("all", isNumber: true),
      .init("with biases", isNumber: true), .init("trainable", isNumber: true), .init("all", isNumber: true),
    ])
    for convention in plain {
      let other = biased.first { $0.batchNormAfter == convention.batchNormAfter }
      table.rows.append(
        [
          steps(convention.batchNormAfter),
          Grouped.text(convention.weights), Grouped.text(convention.trainable), Grouped.text(convention.all),
        ] + [other?.weights, other?.trainable, other?.all].map { $0.map(Grouped.text) ?? "" })
    }
    return table.lines(width: width)
  }

  /// More names than these are only counted.
  private static let mostNamed = 4

  private static func steps(_ names: [String]) -> String {
    if names.isEmpty { return "none" }
    return names.count > mostNamed ? "all \(names.count)" : names.joined(separator: ", ")
  }

  private static func biasLines(
    _ plain: [Explanation.Convention], _ biased: [Explanation.Convention], width: Int
  ) -> [String] {
    guard let without = plain.first, let with = biased.first else { return [] }
    let text =
      "\(Grouped.text(with.all)) with biases, which is Keras' default; \(Grouped.text(without.all)) with use_bias=False."
    return Wrapping.hanging("  ", text, width: width)
  }
}
