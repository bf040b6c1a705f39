import Containers
import Synchronization

/// Two variables with as many values, to be compared value by value.
struct Comparison: Sendable {
  var before: Subject
  var after: Subject
  var beforeSource: ByteSource
  var afterSource: ByteSource

  var count: Int { before.count }
}

/// One of a pair of variables whose values end before they should.
struct UnreadValues: Error {
  var isBefore: Bool
}

/// Compares many pairs of variables by several threads that share the work.
///
/// As in `StatisticsRun` the work is cut at fixed positions and put together in their order, so that the number of
/// threads changes no digit.
final class ComparisonRun: Sendable {
  private static let pieceCount = LeafMoments.count << 6
  /// Values of both that are read at once and stay in the processor's cache until they are compared.
  private static let windowCount = LeafMoments.count << 3

  private static let leastBytesForThreads = 256 << 10

  private struct Piece {
    var comparison: Int
    var first: Int
  }

  private struct State {
    var next = 0
    var done = 0
    /// By comparison and piece.
    var sums: [[DifferenceSums]]
    var failures: [UnreadValues?]
  }

  private let comparisons: [Comparison]
  private let pieces: [Piece]
  private let options: StatisticsOptions
  private let allBytes: Int
  private let state: Mutex<State>

  static func run(
    _ comparisons: [Comparison], options: StatisticsOptions
  ) -> [Result<DifferenceSums, UnreadValues>] {
    let run = ComparisonRun(comparisons, options)
    // What is done sooner than a thread starts is left to the caller's.
    let threads =
      run.allBytes < ComparisonRun.leastBytesForThreads ? 1 : min(options.threads, run.pieces.count)
    Threads.run(threads) { _ in run.runThread() }
    return run.state.withLock { state in
      zip(state.sums, state.failures).map { sums, failure in
        if let failure { return .failure(failure) }
        var total = DifferenceSums()
        for sum in sums { total += sum }
        return .success(total)
      }
    }
  }

  private init(_ comparisons: [Comparison], _ options: StatisticsOptions) {
    self.comparisons = comparisons
    self.options = options
    var pieces: [Piece] = []
    var sums: [[DifferenceSums]] = []
    for (index, comparison) in comparisons.enumerated() {
      let firsts = stride(from: 0, to: comparison.count, by: ComparisonRun.pieceCount)
      pieces += firsts.map { Piece(comparison: index, first: $0) }
      sums.append([DifferenceSums](repeating: DifferenceSums(), count: firsts.underestimatedCount))
    }
    self.pieces = pieces
    allBytes = comparisons.reduce(0) { $0 + Int($1.beforeSource.length) + Int($1.afterSource.length) }
    state = Mutex(State(sums: sums, failures: [UnreadValues?](repeating: nil, count: comparisons.count)))
  }

  private func runThread() {
    let widest = comparisons.reduce(8) { widest, comparison in
      max(
        widest,
        min(comparison.count, ComparisonRun.windowCount)
          * max(comparison.before.format.bytes, comparison.after.format.bytes))
    }
    let scratch = PairScratch(windowBytes: widest)
    while true {
      let position = state.withLock { state in
        defer { state.next += 1 }
        return state.next
      }
      guard pieces.indices.contains(position) else { return }
      let piece = pieces[position]
      let comparison = comparisons[piece.comparison]
      let count = min(ComparisonRun.pieceCount, comparison.count - piece.first)
      let result = Result { () throws(UnreadValues) in
        try compare(comparison, first: piece.first, count: count, scratch)
      }
      state.withLock { state in
        switch result {
        case .success(let sums):
          state.sums[piece.comparison][piece.first / ComparisonRun.pieceCount] = sums
        case .failure(let unread): state.failures[piece.comparison] = unread
        }
        state.done += count * (comparison.before.format.bytes + comparison.after.format.bytes)
        options.progress?(state.done, allBytes)
      }
    }
  }

  private func compare(
    _ comparison: Comparison, first: Int, count: Int, _ scratch: PairScratch
  ) throws(UnreadValues) -> DifferenceSums {
    let leaves = LeafComparison(before: comparison.before.widening, after: comparison.after.widening)
    let leafSizes = (
      comparison.before.bytes(of: LeafMoments.count), comparison.after.bytes(of: LeafMoments.count)
    )
    var sums = DifferenceSums()
    var position = first
    while position < first + count {
      let values = min(ComparisonRun.windowCount, first + count - position)
      guard
        let before = read(comparison.beforeSource, comparison.before, position, values, scratch.beforeWindow)
      else { throw UnreadValues(isBefore: true) }
      guard
        let after = read(comparison.afterSource, comparison.after, position, values, scratch.afterWindow)
      else { throw UnreadValues(isBefore: false) }
      var start = (0, 0)
      while start.0 < before.count {
        let end = (min(start.0 + leafSizes.0, before.count), min(start.1 + leafSizes.1, after.count))
        sums += leaves.compare(
          UnsafeRawBufferPointer(rebasing: before[start.0..<end.0]),
          UnsafeRawBufferPointer(rebasing: after[start.1..<end.1]), scratch)
        start = end
      }
      position += values
    }
    return sums
  }

  private func read(
    _ source: ByteSource, _ subject: Subject, _ position: Int, _ count: Int,
    _ window: UnsafeMutableRawBufferPointer
  ) -> UnsafeRawBufferPointer? {
    let part = UnsafeMutableRawBufferPointer(rebasing: window[..<subject.bytes(of: count)])
    guard source.read(at: UInt64(subject.bytes(of: position)), into: part) else { return nil }
    return UnsafeRawBufferPointer(part)
  }
}

extension Subject {
  /// Bytes that so many values take.
  func bytes(of values: Int) -> Int { values / format.valuesPerElement * format.bytes }
}
