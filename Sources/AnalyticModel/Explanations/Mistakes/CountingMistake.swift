/// A wrong way to count a block that people fall for.
struct CountingMistake: Sendable {
  /// How many further mistakes it is worth, because it takes a slip of its own or is seldom met.
  var rarity = 0
  /// What the mistake makes of a block, once for each part that it can befall; empty where it changes nothing.
  var misreadings: @Sendable (CountedBlock) -> [Misreading]
}

/// A block as a mistake sees it.
struct Misreading: Sendable {
  /// A sentence without its full stop.
  var text: String
  var block: CountedBlock
}

/// Every mistake, the commonest first. To add one, write it in the file of its kind and name it here.
enum CountingMistakes {
  static let all: [CountingMistake] = DepthwiseMistakes.all + ChannelMistakes.all + StructureMistakes.all

  /// Those that an explanation shows unasked.
  static let frequent: [CountingMistake] = [
    DepthwiseMistakes.fullConvolution, DepthwiseMistakes.oneFilter, ChannelMistakes.withoutInputChannels,
    StructureMistakes.expansionFactor,
  ]
}

extension CountedBlock {
  /// The block with another kernel for one part, and the sentence that says so; `nil` where it is the same.
  func misreading(of index: Int, as factors: [Int], _ words: String) -> Misreading? {
    let part = parts[index]
    let weights = factors.reduce(1, *)
    guard weights != part.weights else { return nil }
    var block = self
    block.parts[index].weights = weights
    let right = part.isDepthwise ? part.window + [part.output] : part.window + [part.input, part.output]
    let inPlace = right.reduce(1, *) == part.weights ? Numerals.product(right) + " = " : ""
    return Misreading(
      text: "\(part.step) \(words), \(Numerals.product(factors)) = \(Numerals.grouped(weights)) in place of "
        + inPlace + Numerals.grouped(part.weights), block: block)
  }
}
