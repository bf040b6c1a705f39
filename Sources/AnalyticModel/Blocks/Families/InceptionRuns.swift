/// Inception modules by the weights alone. Keras lists layers by depth, so that a module's convolutions stand together,
/// its branches mixed: all read the module's input or what another of them gives, until one reads more channels than any
/// of them has: their sum.
struct InceptionRuns {
  private let network: Network
  /// Convolutions and dense layers, in order.
  private let readers: [Int]

  /// The longest published module has ten convolutions.
  private static let mostConvolutions = 16
  /// Ways to count which outputs are read by others.
  private static let mostSums = 4096

  static func blocks(in network: Network) -> [FoundBlock] {
    let runs = InceptionRuns(network)
    var blocks: [FoundBlock] = []
    var position = 0
    while position < runs.readers.count {
      if let run = runs.run(from: position, isBehindModule: !blocks.isEmpty), let block = runs.block(run) {
        blocks.append(block)
        position = run.end
      } else {
        position += 1
      }
    }
    return blocks
  }

  private init(_ network: Network) {
    self.network = network
    readers = network.nodes.indices.filter { network.outputChannels(ofProjection: $0) != nil }
  }

  private struct Run {
    var input: Int
    /// `nil` where nothing behind reads it.
    var output: Int?
    /// Positions in `readers`, the projection back to `input` included.
    var start: Int
    var end: Int
    var isProjectedBack = false
  }

  /// What was read of a run.
  private struct Reading {
    let input: Int
    var inputs: [Int] = []
    var outputs: [Int] = []
    var hasSpatial = false

    var isModule: Bool {
      hasSpatial && inputs.count { $0 == input } > 1 && !outputs.contains(input)
    }
  }

  private func run(from start: Int, isBehindModule: Bool) -> Run? {
    guard let first = network.convolution(readers[start]) else { return nil }
    var reading = Reading(input: first.input)
    var run = Run(input: first.input, start: start, end: start)
    while run.end < readers.count {
      guard run.end - start <= Self.mostConvolutions, let next = network.inputChannels(of: readers[run.end])
      else {
        return nil
      }
      let convolution = network.convolution(readers[run.end])
      let isOutside = next != first.input && !reading.outputs.contains(next)
      // A module whose output is as wide as its input ends where the sum is reached.
      let isNext =
        next == first.input && reading.isModule && (convolution == nil || isChained(next, in: reading))
      if isOutside || isNext {
        guard reading.isModule, isSum(next, in: reading) else { return nil }
        run.output = next
        if isOutside, let convolution, convolution.isPointwise, convolution.output == first.input {
          run.output = convolution.output
          run.isProjectedBack = true
          run.end += 1
        }
        return run
      }
      guard let convolution, convolution.form == .full else { return nil }
      reading.inputs.append(next)
      reading.outputs.append(convolution.output)
      reading.hasSpatial = reading.hasSpatial || convolution.isSpatial
      run.end += 1
    }
    return isBehindModule && reading.isModule ? run : nil
  }

  /// Whether channels are those of all unread outputs where each output is read by one convolution at most.
  private func isChained(_ channels: Int, in reading: Reading) -> Bool {
    let read = reading.inputs.filter { $0 != reading.input }
    return reading.outputs.reduce(0, &+) &- read.reduce(0, &+) == channels
  }

  /// Whether channels are those of all outputs that no other convolution reads, alone or with the module's input pooled.
  private func isSum(_ channels: Int, in reading: Reading) -> Bool {
    // Of several equal outputs each may be read by one convolution, or one by several.
    var sums = Set([reading.outputs.reduce(0, &+)])
    for output in Set(reading.outputs) where output != reading.input {
      let readers = reading.inputs.count { $0 == output }
      guard readers > 0 else { continue }
      var next = Set<Int>()
      for count in 1...min(readers, reading.outputs.count(where: { $0 == output })) {
        for sum in sums { next.insert(sum &- output &* count) }
      }
      guard next.count <= Self.mostSums else { return false }
      sums = next
    }
    return sums.contains(channels) || sums.contains(channels &- reading.input)
  }

  private func block(_ run: Run) -> FoundBlock? {
    var block = FoundBlock(.inception)
    let last = run.isProjectedBack ? run.end - 1 : run.end
    for reader in readers[run.start..<last] {
      block.units.append(FoundBlock.Unit(name: "conv", node: reader, normalization: nil))
    }
    let behind = readers.indices.contains(last) ? readers[last] : network.nodes.count
    _ = block.takeLooseNormalizations(among: readers[run.start]..<behind, in: network)
    block.numberUnits("conv")
    if run.isProjectedBack {
      block.units.append(FoundBlock.Unit(name: "up", node: readers[last], normalization: nil))
    }
    block.input = run.input
    block.output = run.output
    if run.output == nil { block.reasons.append(.outputUnknown) }
    if run.isProjectedBack {
      block.leaveResidualOpen()
    } else {
      block.residual = false
    }
    return block
  }
}
