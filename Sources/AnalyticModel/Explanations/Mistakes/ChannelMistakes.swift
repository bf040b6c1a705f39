/// Mistakes about the channels that a convolution reads.
enum ChannelMistakes {
  static let all = [withoutInputChannels, outputTwice, blockInput]

  /// A filter reads every channel that comes in.
  static let withoutInputChannels = CountingMistake { block in
    convolutions(block).filter(\.1.takesNormalization).compactMap { index, part in
      block.misreading(of: index, as: part.window + [part.output], "without its input channels")
    }
  }

  /// Reading the number of filters for that of the channels that come in.
  static let outputTwice = CountingMistake { block in
    convolutions(block).compactMap { index, part in
      block.misreading(
        of: index, as: part.window + [part.output, part.output],
        "as if \(Numerals.grouped(part.output)) channels came in")
    }
  }

  /// Forgetting what an earlier step made of the channels.
  static let blockInput = CountingMistake { block in
    convolutions(block).compactMap { index, part in
      index == 0 || block.input == part.input
        ? nil
        : block.misreading(
          of: index, as: part.window + [block.input, part.output], "from the block's input channels")
    }
  }

  private static func convolutions(_ block: CountedBlock) -> [(Int, CountedBlock.Part)] {
    block.parts.enumerated().filter { !$0.element.isDepthwise && $0.element.hasKernel }.map {
      ($0.offset, $0.element)
    }
  }
}
