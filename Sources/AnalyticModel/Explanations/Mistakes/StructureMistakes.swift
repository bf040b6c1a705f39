/// Mistakes about which steps there are and how wide they are.
enum StructureMistakes {
  static let all = [expansionFactor, stepLeftOut]

  /// Reading the expanded channels as the expansion's factor.
  static let expansionFactor = CountingMistake { block in
    guard let first = block.parts.first, first.step == "expand", block.input > 1 else { return [] }
    var wrong = block
    let right = first.output
    let channels = block.input * right
    for index in block.parts.indices {
      let part = block.parts[index]
      if index > 0, part.input == right {
        wrong.parts[index].input = channels
        if !part.isDepthwise {
          guard let weights = widened(part.weights, from: right, to: channels) else { return [] }
          wrong.parts[index].weights = weights
        }
      }
      if index < block.parts.count - 1, part.output == right {
        wrong.parts[index].output = channels
        guard let weights = widened(wrong.parts[index].weights, from: right, to: channels) else { return [] }
        wrong.parts[index].weights = weights
      }
    }
    return [
      Misreading(
        text: "\(Numerals.grouped(right)) read as the expansion's factor, which gives "
          + "\(Numerals.grouped(block.input))·\(Numerals.grouped(right)) = \(Numerals.grouped(channels)) channels",
        block: wrong)
    ]
  }

  /// `nil` where the count, or the sum of several such, may leave 64 bits.
  private static func widened(_ weights: Int, from right: Int, to channels: Int) -> Int? {
    let (product, overflow) = (weights / right).multipliedReportingOverflow(by: channels)
    return overflow || product > 1 << 56 ? nil : product
  }

  static let stepLeftOut = CountingMistake { block in
    guard block.parts.count > 1 else { return [] }
    return block.parts.indices.map { index in
      var wrong = block
      wrong.parts.remove(at: index)
      return Misreading(text: "\(block.parts[index].step) left out", block: wrong)
    }
  }
}
