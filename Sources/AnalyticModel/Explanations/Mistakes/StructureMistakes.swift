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
        if !part.isDepthwise { wrong.parts[index].weights = part.weights / right * channels }
      }
      if index < block.parts.count - 1, part.output == right {
        wrong.parts[index].output = channels
        wrong.parts[index].weights = wrong.parts[index].weights / right * channels
      }
    }
    return [
      Misreading(
        text: "\(Numerals.grouped(right)) read as the expansion's factor, which gives "
          + "\(Numerals.grouped(block.input))·\(Numerals.grouped(right)) = \(Numerals.grouped(channels)) channels",
        block: wrong)
    ]
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
