import KerasModels
import LayerCatalog

/// An architecture that stored layers may be, from a few of their shapes.
struct ArchitectureCandidate {
  var architecture: any Architecture
  var signature: ArchitectureSignature
  /// The first of its layers among the stored ones.
  var start: Int
  /// How many stored layers follow those that it has without its top.
  var rest: Int
  /// What the shapes say; the number of classes where its top may be there.
  var arguments: ArchitectureArguments
  var width: WidthFit?
  /// Whether the layer that would be its last has the right shape, and its width fits.
  var isLikely: Bool
}

extension ArchitectureCandidate {
  /// By how many layers the file has more or fewer than it, with its top or without.
  var surplus: Int { min(abs(rest), abs(rest - signature.topLayers)) }

  var withoutTop: ArchitectureCandidate {
    var candidate = self
    candidate.arguments.includeTop = false
    return candidate
  }

  /// What stands in the place of the top may be somebody's own.
  var withAndWithoutTop: [ArchitectureCandidate] {
    arguments.includeTop ? [self, withoutTop] : [self]
  }
}

/// The signatures of all architectures, and the search for them.
enum ArchitectureCandidates {
  private struct Entry {
    var architecture: any Architecture
    var signature: ArchitectureSignature
  }

  private static let index: [Entry] = Architectures.all.flatMap { architecture in
    architecture.signatures.map { Entry(architecture: architecture, signature: $0) }
  }

  /// More input channels than a network for images has.
  private static let mostInputChannels = 64

  /// A file that begins an architecture more often than this was made to waste time.
  private static let mostCandidates = 64

  /// Likely ones first.
  static func find(in stored: StoredSequence) -> [ArchitectureCandidate] {
    var likely: [ArchitectureCandidate] = []
    var others: [ArchitectureCandidate] = []
    var distant: [ArchitectureCandidate] = []
    for start in stored.firstShapes.indices where isStart(stored.entries[start]) {
      for entry in index {
        // One of the first layers may be altered.
        let differences = entry.signature.differencesInOpening(stored.firstShapes[start...])
        guard differences < 2, let candidate = candidate(entry, stored, start) else { continue }
        if likely.count + others.count + distant.count == mostCandidates { return likely + others + distant }
        if differences == 1 {
          distant.append(candidate)
        } else if candidate.isLikely {
          likely.append(candidate)
        } else {
          others.append(candidate)
        }
      }
    }
    return likely + others + distant
  }

  /// More layers than this behind a backbone are no head, where no order says which ones they are.
  private static let largestUnorderedHead = 8

  /// Those that have as many layers as there are, or some fewer, whatever their order: with the top first.
  static func ofLength(_ stored: StoredSequence) -> [ArchitectureCandidate] {
    index.flatMap { entry -> [ArchitectureCandidate] in
      let rest = stored.entries.count - entry.signature.layers
      guard (0...largestUnorderedHead).contains(rest) else { return [] }
      var arguments = entry.architecture.defaults
      for key in entry.signature.arguments.keys { arguments.own[key] = entry.signature.arguments[key] }
      let tops = rest == entry.signature.topLayers ? [true, false] : [false]
      return tops.map { includeTop in
        arguments.includeTop = includeTop
        return ArchitectureCandidate(
          architecture: entry.architecture, signature: entry.signature, start: 0, rest: rest,
          arguments: arguments, width: nil, isLikely: false)
      }
    }
  }

  private static func isStart(_ entry: StoredSequence.Entry) -> Bool {
    guard let first = entry.shapes.first else { return false }
    if first.count == 4 { return first[0] > 1 && first[0] == first[1] && first[2] <= mostInputChannels }
    // A Normalization: mean, variance and count.
    return first.count == 1 && entry.shapes.count == 3 && entry.shapes[2].isEmpty
  }

  private static func candidate(
    _ entry: Entry, _ stored: StoredSequence, _ start: Int
  ) -> ArchitectureCandidate? {
    let signature = entry.signature
    guard
      let kernel = stored.firstShapes[start...].prefix(signature.opening.count).first(where: { $0.count == 4 }
      )
    else { return nil }
    var arguments = entry.architecture.defaults
    arguments.inputChannels = kernel[2]
    for key in signature.arguments.keys { arguments.own[key] = signature.arguments[key] }
    let end = start + signature.layers
    let isWhole = end <= stored.entries.count
    var isLikely = isWhole && signature.matchesEnding(stored.firstShapes[start..<end])
    var fit: WidthFit?
    if let width = signature.width {
      let (exact, near) = fitted(width, stored, start, end)
      fit = exact
      if exact == nil { isLikely = false }
      arguments.own[width.argument] = .number(
        (exact ?? near)?.value ?? nearest(width, stored, start))
    }
    for extent in signature.extents {
      let position = start + extent.layer
      guard stored.firstShapes.indices.contains(position),
        signature.opens(with: stored.firstShapes[position], at: extent.layer)
      else { continue }
      let shape = stored.firstShapes[position]
      if shape.indices.contains(extent.axis) {
        arguments.own[extent.argument] = .integer(shape[extent.axis])
      }
    }
    let rest = stored.entries.count - end
    arguments.includeTop = rest == signature.topLayers && start == 0
    if arguments.includeTop, let classes = stored.entries.last?.shapes.first?.last {
      arguments.classes = classes
      if let flattened = signature.flattened, let inputs = stored.firstShapes[end].first {
        let side = flattened.side(inputs: inputs)
        arguments.includeTop = side != nil
        arguments.height = side ?? arguments.height
        arguments.width = side ?? arguments.width
      }
    }
    return ArchitectureCandidate(
      architecture: entry.architecture, signature: signature, start: start, rest: rest, arguments: arguments,
      width: fit, isLikely: isLikely)
  }

  /// With the top, where one follows that fits, else without; and where nothing fits, the fit to all numbers but one.
  private static func fitted(
    _ width: WidthMultiplier, _ stored: StoredSequence, _ start: Int, _ end: Int
  ) -> (exact: WidthFit?, near: WidthFit?) {
    var channels: [Int] = []
    channels.reserveCapacity(width.layers.count)
    for layer in width.layers {
      guard stored.firstShapes.indices.contains(start + layer),
        let last = stored.firstShapes[start + layer].last
      else { return (nil, nil) }
      channels.append(last)
    }
    // Each a way to read the file: its numbers of channels, and what they are for a width.
    var readings = [(stored: channels, channels: { width.channels($0) })]
    if let top = width.topChannels, stored.firstShapes.indices.contains(end),
      let last = stored.firstShapes[end].last
    {
      readings.insert((channels + [last], { width.channels($0) + [top($0)] }), at: 0)
    }
    let exact = readings.lazy.compactMap {
      WidthFit(width.published, stored: $0.stored, channels: $0.channels)
    }.first
    // Each of these layers has a normalization behind it, which tells the same number once more.
    func confirmations(_ fit: WidthFit) -> Int {
      zip(width.layers, width.channels(fit.value)).count { layer, channels in
        stored.firstShapes.indices.contains(start + layer + 1)
          && stored.firstShapes[start + layer + 1] == [channels]
      }
    }
    let confirmed = exact.map(confirmations) ?? -1
    if confirmed == channels.count { return (exact, nil) }
    // Where a kernel was altered, the normalizations may still tell all numbers.
    let normalized = width.layers.compactMap { layer in
      stored.firstShapes.indices.contains(start + layer + 1)
        ? stored.firstShapes[start + layer + 1].last : nil
    }
    if normalized.count == channels.count {
      let fit = readings.lazy.compactMap {
        WidthFit(
          width.published, stored: normalized + $0.stored.dropFirst(normalized.count), channels: $0.channels)
      }.first
      if let fit, confirmations(fit) == channels.count { return (nil, fit) }
    }
    let near = readings.flatMap {
      WidthFit.ignoringOne(width.published, stored: $0.stored, channels: $0.channels)
    }.max { confirmations($0) < confirmations($1) }
    if let near, confirmations(near) > confirmed { return (nil, near) }
    return (exact, nil)
  }

  /// The published value whose channels most of the stored layers have.
  private static func nearest(_ width: WidthMultiplier, _ stored: StoredSequence, _ start: Int) -> Double {
    var best = (value: 1.0, equal: -1)
    for value in width.published {
      let equal = zip(width.layers, width.channels(value)).count { layer, channels in
        stored.firstShapes.indices.contains(start + layer)
          && stored.firstShapes[start + layer].last == channels
      }
      if equal > best.equal { best = (value, equal) }
    }
    return best.value
  }
}
