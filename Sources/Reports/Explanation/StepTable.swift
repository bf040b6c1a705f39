import AnalyticModel

/// The steps of an explanation, with a sum beneath.
enum StepTable {
  static func lines(of explanation: Explanation, width: Int) -> [String] {
    switch explanation.form {
    case .block: block(explanation).lines(width: width)
    case .layer: layer(explanation).lines(width: width) + purposes(explanation, width: width)
    case .model: model(explanation).lines(width: width)
    }
  }

  private static func block(_ explanation: Explanation) -> TextTable {
    let steps = explanation.steps
    var table = TextTable([
      .init("step"), .init("layer", yields: true), .init("weights", yields: true),
      .init("", isNumber: true), .init("bias", isNumber: true), .init("gamma, beta", isNumber: true),
      .init("moving statistics", isNumber: true),
    ])
    let weights = equations(steps.map(\.weights))
    for (step, weight) in zip(steps, weights) {
      table.rows.append([
        DisplayWidth.harmless(step.name), DisplayWidth.harmless(step.layer), step.substituted,
        step.isEmpty ? "0" : step.weights == 0 ? "" : weight, step.bias > 0 ? Grouped.text(step.bias) : "",
        product(step.gammaBeta, over: step.normalizedChannels),
        product(step.moving, over: step.normalizedChannels),
      ])
    }
    let sums = [
      sum(steps, \.weights), sum(steps, \.bias), sum(steps, \.gammaBeta), sum(steps, \.moving),
    ].map { $0 == 0 ? "" : Grouped.text($0) }
    table.rows.append(
      ["", "", ""] + sums.map { String(repeating: "-", count: max(4, $0.utf8.count) * ($0.isEmpty ? 0 : 1)) })
    table.rows.append(["", "", ""] + sums)
    return table
  }

  private static func layer(_ explanation: Explanation) -> TextTable {
    let steps = explanation.steps
    var table = TextTable([
      .init("variable", yields: true), .init("layer", yields: true), .init("in symbols"),
      .init("in numbers", yields: true),
      .init("count", isNumber: true), .init("trainable", isNumber: true),
    ])
    // The column tells nothing where it says the same everywhere.
    let isMixed = Set(steps.map(\.layer)).count > 1
    for (step, count) in zip(steps, equations(steps.map(\.count))) {
      let isFixed = step.moving > 0
      table.rows.append([
        step.name.isEmpty ? step.layer : step.name, isMixed ? step.layer : "",
        step.isEmpty ? "" : step.formula, step.substituted, step.isEmpty ? "0" : count,
        isFixed ? "never" : Grouped.text(step.count),
      ])
    }
    guard steps.count > 1 else { return table }
    let counts = explanation.counts
    table.rows.append([
      "together", "", "", "", Grouped.text(counts.all), Grouped.text(counts.trainable),
    ])
    return table
  }

  private static func model(_ explanation: Explanation) -> TextTable {
    let steps = explanation.steps
    var table = TextTable([
      .init("kind", yields: true), .init("layers", isNumber: true), .init("weights", isNumber: true),
      .init("bias", isNumber: true), .init("gamma, beta", isNumber: true),
      .init("moving statistics", isNumber: true),
    ])
    func numbers(_ values: [Int]) -> [String] { values.map { $0 == 0 ? "" : Grouped.text($0) } }
    for step in steps {
      table.rows.append(
        [DisplayWidth.harmless(step.name), step.substituted]
          + numbers([step.weights, step.bias, step.gammaBeta, step.moving]))
    }
    table.rows.append(
      ["together", ""]
        + numbers([
          sum(steps, \.weights), sum(steps, \.bias), sum(steps, \.gammaBeta), sum(steps, \.moving),
        ]))
    return table
  }

  /// What each variable is for.
  private static func purposes(_ explanation: Explanation, width: Int) -> [String] {
    let steps = explanation.steps.filter { !$0.purpose.isEmpty }
    let widest = steps.reduce(0) { max($0, DisplayWidth.of($1.name)) }
    guard !steps.isEmpty else { return [] }
    return [""]
      + steps.flatMap { step in
        Wrapping.hanging("  " + Padding.right(step.name, to: widest) + "  ", step.purpose, width: width)
      }
  }

  /// `=    54`, with equal signs one under the other.
  private static func equations(_ values: [Int]) -> [String] {
    let texts = values.map(Grouped.text)
    let widest = texts.reduce(0) { max($0, $1.utf8.count) }
    return texts.map { "= " + Padding.left($0, to: widest) }
  }

  /// `2·18 = 36`.
  private static func product(_ value: Int, over channels: Int) -> String {
    guard value > 0 else { return "" }
    guard channels > 0, value % channels == 0 else { return Grouped.text(value) }
    return "\(value / channels)·\(channels) = \(Grouped.text(value))"
  }

  private static func sum(_ steps: [Explanation.Step], _ value: KeyPath<Explanation.Step, Int>) -> Int {
    steps.reduce(0) { $0 &+ $1[keyPath: value] }
  }
}

extension Explanation.Step {
  var count: Int { weights &+ bias &+ gammaBeta &+ moving }
  var isEmpty: Bool { count == 0 }
}
