import Containers
import Synchronization

/// Compares many pairs of variables by several threads that share the work.
///
/// As in `StatisticsRun` the work is cut at fixed positions and put together in their order, so that the number of
/// threads changes no digit.
final class ComparisonRun: Sendable {
  private static let pieceCount = LeafMoments.count << 6
  /// Values of both that are read at once and stay in the processor's cache until they are compared.
  private static let windowCount = LeafMoments.count << 3

  private static let leastBytesForThreads = 256 << 10

  private enum Work {
    /// Values from a position on, as many as a piece has.
    case piece(comparison: Int, first: Int)
    /// Bytes that only the checksum of an archive's member asks for.
    case gap(MemberCover.Gap, isBefore: Bool)
  }

  private struct State {
    var done = 0
    /// By comparison and piece.
    var sums: [[DifferenceSums]]
    /// By comparison and piece; empty where they are not wanted.
    var checksums: [[PieceChecksums]]
    var failures: [UnreadValues?]
  }

  private let comparisons: [Comparison]
  private let work: WorkQueue<Work>
  private let coverBefore: MemberCover
  private let coverAfter: MemberCover
  private let options: StatisticsOptions
  private let allBytes: Int
  private let state: Mutex<State>

  /// What came of a run.
  struct Outcome {
    /// In the order of the comparisons.
    var sums: [Result<DifferenceSums, UnreadValues>]
    /// What is wrong with the members of each file.
    var damageBefore: [Note]
    var damageAfter: [Note]
    /// Of the values on each side; `nil` where they are not wanted.
    var fingerprints: (before: Fingerprint, after: Fingerprint)?
  }

  /// - Parameters:
  ///   - membersBefore: members of the file before that are held against their checksums.
  ///   - membersAfter: those of the file after.
  static func run(
    _ comparisons: [Comparison], membersBefore: [StoredMember], membersAfter: [StoredMember],
    options: StatisticsOptions
  ) -> Outcome {
    let run = ComparisonRun(comparisons, membersBefore, membersAfter, options)
    // What is done sooner than a thread starts is left to the caller's.
    let threads =
      run.allBytes < ComparisonRun.leastBytesForThreads ? 1 : min(options.threads, run.work.count)
    Threads.run(threads) { _ in run.runThread() }
    let sums = run.state.withLock { state in
      zip(state.sums, state.failures).map { sums, failure -> Result<DifferenceSums, UnreadValues> in
        if let failure { return .failure(failure) }
        var total = DifferenceSums()
        for sum in sums { total += sum }
        return .success(total)
      }
    }
    return Outcome(
      sums: sums, damageBefore: run.coverBefore.damage().compactMap { $0 },
      damageAfter: run.coverAfter.damage().compactMap { $0 }, fingerprints: run.fingerprints)
  }

  private var fingerprints: (before: Fingerprint, after: Fingerprint)? {
    guard options.recognisesValues else { return nil }
    var fingerprints = (before: Fingerprint(), after: Fingerprint())
    for pieces in state.withLock({ $0.checksums }) {
      fingerprints.before.add(pieces.lazy.map(\.before.value))
      fingerprints.after.add(pieces.lazy.map(\.after.value))
    }
    return fingerprints
  }

  private init(
    _ comparisons: [Comparison], _ membersBefore: [StoredMember], _ membersAfter: [StoredMember],
    _ options: StatisticsOptions
  ) {
    self.comparisons = comparisons
    self.options = options
    coverBefore = MemberCover(membersBefore, ranges: comparisons.map(\.beforeSource))
    coverAfter = MemberCover(membersAfter, ranges: comparisons.map(\.afterSource))
    var work: [Work] = []
    var sums: [[DifferenceSums]] = []
    var checksums: [[PieceChecksums]] = []
    for (index, comparison) in comparisons.enumerated() {
      let firsts = stride(from: 0, to: comparison.count, by: ComparisonRun.pieceCount)
      work += firsts.map { .piece(comparison: index, first: $0) }
      sums.append([DifferenceSums](repeating: DifferenceSums(), count: firsts.underestimatedCount))
      guard options.recognisesValues else { continue }
      checksums.append([PieceChecksums](repeating: PieceChecksums(), count: firsts.underestimatedCount))
    }
    work += coverBefore.gaps.map { .gap($0, isBefore: true) }
    work += coverAfter.gaps.map { .gap($0, isBefore: false) }
    self.work = WorkQueue(work)
    let gapBytes = (coverBefore.gaps + coverAfter.gaps).reduce(0) { $0 + Int($1.length) }
    allBytes = comparisons.reduce(gapBytes) {
      $0 + Int($1.beforeSource.length) + Int($1.afterSource.length)
    }
    state = Mutex(
      State(
        sums: sums, checksums: checksums, failures: [UnreadValues?](repeating: nil, count: comparisons.count))
    )
  }

  private func runThread() {
    let hasGaps = !coverBefore.gaps.isEmpty || !coverAfter.gaps.isEmpty
    let widest = comparisons.reduce(hasGaps ? MemberCover.windowBytes : 8) { widest, comparison in
      max(
        widest,
        min(comparison.count, ComparisonRun.windowCount)
          * max(comparison.before.format.bytes, comparison.after.format.bytes))
    }
    let scratch = PairScratch(windowBytes: widest)
    while let next = work.next() {
      switch next {
      case .piece(let comparison, let first): doPiece(comparison, first: first, scratch)
      case .gap(let gap, let isBefore):
        (isBefore ? coverBefore : coverAfter).read(gap, window: scratch.beforeWindow)
        state.withLock { progress(Int(gap.length), &$0) }
      }
    }
  }

  private func doPiece(_ index: Int, first: Int, _ scratch: PairScratch) {
    let comparison = comparisons[index]
    let count = min(ComparisonRun.pieceCount, comparison.count - first)
    var checksums = options.recognisesValues ? PieceChecksums() : nil
    let result = Result { () throws(UnreadValues) in
      try compare(index, first: first, count: count, &checksums, scratch)
    }
    state.withLock { state in
      let piece = first / ComparisonRun.pieceCount
      switch result {
      case .success(let sums): state.sums[index][piece] = sums
      case .failure(let unread): state.failures[index] = unread
      }
      if let checksums { state.checksums[index][piece] = checksums }
      progress(comparison.before.bytes(of: count) + comparison.after.bytes(of: count), &state)
    }
  }

  private func progress(_ bytes: Int, _ state: inout State) {
    state.done += bytes
    options.progress?(state.done, allBytes)
  }

  private func compare(
    _ index: Int, first: Int, count: Int, _ checksums: inout PieceChecksums?, _ scratch: PairScratch
  ) throws(UnreadValues) -> DifferenceSums {
    let comparison = comparisons[index]
    let leaves = LeafComparison(before: comparison.before.widening, after: comparison.after.widening)
    let leafSizes = (
      comparison.before.bytes(of: LeafMoments.count), comparison.after.bytes(of: LeafMoments.count)
    )
    var checkBefore = coverBefore.reading(of: index, from: comparison.before.bytes(of: first))
    var checkAfter = coverAfter.reading(of: index, from: comparison.after.bytes(of: first))
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
      checkBefore?.add(before)
      checkAfter?.add(after)
      checksums?.before.add(before)
      checksums?.after.add(after)
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
    checkBefore?.finish()
    checkAfter?.finish()
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
