import AnalyticModel

/// The answer to a claimed number: right or not, how it comes about, and which numbers are right.
enum ClaimText {
  /// More readings than these tell a reader nothing; the other formats have all.
  private static let most = 12

  static func lines(of claim: Explanation.Claim, in explanation: Explanation, width: Int) -> [String] {
    var lines = Wrapping.lines(
      "  " + verdict(claim, explanation), width: width, indent: 2)
    guard !claim.readings.isEmpty else { return lines }
    lines += [""]
    let widest = claim.readings.reduce(0) { max($0, Grouped.text($1.count).utf8.count) }
    for reading in claim.readings.prefix(most) {
      let head =
        "  " + Padding.left(Grouped.text(reading.count), to: widest) + "   "
        + Padding.right(reading.isAsSpecified ? "right" : reading.isRight ? "other" : "mistake", to: 8)
      lines += Wrapping.lines(
        head + DisplayWidth.harmless(reading.reading), width: width, indent: widest + 13, keepsBlanks: true)
    }
    let left = claim.readings.count - most
    if left > 0 { lines.append("  \(left) further readings: --format json") }
    if claim.readings.contains(where: { $0.isRight && !$0.isAsSpecified }) {
      lines += ["", "  \"other\": rightly counted, but not the thing that was asked about."]
    }
    return lines
  }

  private static func verdict(_ claim: Explanation.Claim, _ explanation: Explanation) -> String {
    let counts = explanation.counts
    let text = DisplayWidth.harmless(claim.claimed.text)
    if claim.isRight { return "\(text) is right:" }
    var right: [String] = []
    if explanation.form == .block || counts.weights != counts.trainable {
      right.append("\(Grouped.text(counts.weights)) weights")
    }
    if counts.trainable != counts.all || right.isEmpty {
      right.append("\(Grouped.text(counts.trainable)) trainable")
    }
    if counts.all != counts.trainable { right.append("\(Grouped.text(counts.all)) in all") }
    let numbers =
      right.count > 1
      ? right.dropLast().joined(separator: ", ") + " and " + (right.last ?? "") : right.first ?? ""
    let verb = right.count > 1 ? "are" : "is"
    guard let plainest = claim.readings.first else {
      return "\(text) is not right, and no mistake that is known gives it. Right \(verb) \(numbers)."
    }
    return "\(text) is not right: \(DisplayWidth.harmless(plainest.reading)). Right \(verb) \(numbers)."
  }
}
