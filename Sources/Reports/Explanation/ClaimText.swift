import AnalyticModel

/// The answer to a claimed number: right or not, how it comes about, and which numbers are right.
enum ClaimText {
  /// More readings than these tell a reader nothing; the other formats have all.
  private static let most = 10

  static func lines(of claim: Explanation.Claim, in explanation: Explanation, width: Int) -> [String] {
    var lines = Wrapping.lines("  " + verdict(claim, explanation), width: width, indent: 2)
    guard !claim.readings.isEmpty else { return lines }
    lines.append("")
    let widest = claim.readings.reduce(0) { max($0, Grouped.text($1.count).utf8.count) }
    for reading in claim.readings.prefix(most) {
      let label = reading.isAsSpecified ? "right" : reading.isRight ? "right if" : "mistake"
      lines += Wrapping.hanging(
        "  " + Padding.left(Grouped.text(reading.count), to: widest) + "   " + Padding.right(label, to: 10),
        DisplayWidth.harmless(reading.reading), width: width)
    }
    let left = claim.readings.count - most
    if left > 0 { lines.append("  and \(left) more, less plain ones: --format json") }
    return lines
  }

  private static func verdict(_ claim: Explanation.Claim, _ explanation: Explanation) -> String {
    let text =
      claim.claimed.isExact ? Grouped.text(claim.claimed.value) : DisplayWidth.harmless(claim.claimed.text)
    guard let plainest = claim.readings.first else {
      return "\(text) is not right, and nothing that is known gives it. \(rightOnes(explanation))"
    }
    let reading = DisplayWidth.harmless(plainest.reading)
    if claim.isRight { return "\(text) is right: \(reading)." }
    if plainest.isRight { return "\(text) is right only if: \(reading). \(rightOnes(explanation))" }
    return "\(text) is not right: \(reading). \(rightOnes(explanation))"
  }

  private static func rightOnes(_ explanation: Explanation) -> String {
    let counts = explanation.counts
    var right: [String] = []
    if counts.weights != counts.trainable, counts.weights > 0 {
      right.append("\(Grouped.text(counts.weights)) (weights alone)")
    }
    if counts.trainable == counts.all {
      right.append("\(Grouped.text(counts.all)) (all, and all trainable)")
    } else {
      right.append("\(Grouped.text(counts.trainable)) (trainable)")
      right.append("\(Grouped.text(counts.all)) (all)")
    }
    guard let last = right.last, right.count > 1 else { return "Right is \(right.first ?? "0")." }
    return "Right are \(right.dropLast().joined(separator: ", ")) and \(last)."
  }
}
