/// Mistakes about depthwise convolutions, which have one filter for each channel.
enum DepthwiseMistakes {
  static let all = [
    fullConvolution, oneFilter, blockInput, fullFromBlockInput, filtersAsMultiplier, slipOfOneDigit,
  ]

  /// Multiplying by the channels twice.
  static let fullConvolution = CountingMistake { block in
    depthwise(block).compactMap { index, part in
      block.misreading(
        of: index, as: part.window + [part.input, part.output], "counted as a full convolution")
    }
  }

  static let oneFilter = CountingMistake { block in
    depthwise(block).compactMap { index, part in
      block.misreading(of: index, as: part.window, "as one filter for all channels")
    }
  }

  /// Taking the channels from before the expansion.
  static let blockInput = CountingMistake { block in
    depthwise(block).compactMap { index, part in
      part.input == block.input
        ? nil : block.misreading(of: index, as: part.window + [block.input], "on the block's input channels")
    }
  }

  static let fullFromBlockInput = CountingMistake { block in
    depthwise(block).compactMap { index, part in
      part.input == block.input
        ? nil
        : block.misreading(
          of: index, as: part.window + [block.input, part.output],
          "counted as a full convolution from the block's input")
    }
  }

  /// `depth_multiplier=18` in place of 18 channels.
  static let filtersAsMultiplier = CountingMistake { block in
    depthwise(block).map { index, part in
      var wrong = block
      let channels = part.input * part.input
      wrong.parts[index].output = channels
      wrong.parts[index].weights = part.taps * channels
      for next in wrong.parts.indices.dropFirst(index + 1) where wrong.parts[next].input == part.output {
        wrong.parts[next].input = channels
        wrong.parts[next].weights = block.parts[next].weights / max(1, part.output) * channels
        // Only the part that reads it first; what follows reads that part.
        break
      }
      return Misreading(
        text:
          "\(part.step) with its \(Numerals.grouped(part.input)) filters read as depth_multiplier, so that "
          + "\(Numerals.grouped(channels)) channels come out", block: wrong)
    }.filter { $0.block != block }
  }

  /// A full convolution with one digit of the channels mistyped: 28 for 18.
  static let slipOfOneDigit = CountingMistake(rarity: 1) { block in
    depthwise(block).flatMap { index, part in
      neighbours(of: part.output).compactMap { slip in
        block.misreading(
          of: index, as: part.window + [part.input, slip],
          "counted as a full convolution, with \(slip) written for \(part.output)")
      }
    }
  }

  /// The numbers that differ from this one by one in one digit.
  private static func neighbours(of number: Int) -> [Int] {
    var neighbours: [Int] = []
    var place = 1
    while place <= number {
      let digit = number / place % 10
      if digit < 9 { neighbours.append(number + place) }
      if digit > 0, number > place { neighbours.append(number - place) }
      place *= 10
    }
    return neighbours
  }

  private static func depthwise(_ block: CountedBlock) -> [(Int, CountedBlock.Part)] {
    block.parts.enumerated().filter { $0.element.isDepthwise }.map { ($0.offset, $0.element) }
  }
}
