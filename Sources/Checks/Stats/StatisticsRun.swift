import Containers
import Synchronization

/// The statistics of many variables, made by several threads that share the work.
///
/// The work is cut at fixed positions of the values, and what the pieces give is put together in the order of the
/// values, so that neither the number of threads nor the way in which values are stored changes a digit.
final class StatisticsRun: Sendable {
  /// Values of a piece of work: 64 leaves, a whole subtree of the sum.
  private static let pieceLevel = 6
  static let pieceCount = LeafMoments.count << pieceLevel
  /// Values that are read at once: they stay in the processor's cache until they are added up.
  private static let windowCount = LeafMoments.count << 2

  private static let leastBytesForThreads = 256 << 10

  /// What one thread does without asking.
  enum Work {
    /// Values from a position on, as many as a piece has.
    case piece(subject: Int, source: ByteSource, first: Int)
    case hash(subject: Int, source: ByteSource)
    /// What libhdf5 has to decode of one HDF5 file, or a share of it.
    case decode(subjects: [Int], file: ByteSource)
    /// Bytes that only the checksum of an archive's member asks for.
    case gap(MemberCover.Gap)
  }

  private struct Piece: Sendable {
    var first: Int
    var moments: Moments
    var sample: [Double]
  }

  private struct State {
    /// Bytes that have been looked at.
    var done = 0
    var pieces: [[Piece]]
    var digests: [String?]
    /// Work that is left for each subject.
    var left: [Int]
    var results: [Result<ValueFigures, ValueFailure>?]
  }

  private let subjects: [Subject]
  private let options: StatisticsOptions
  private let work: WorkQueue<Work>
  private let cover: MemberCover
  private let allBytes: Int
  private let state: Mutex<State>

  /// The figures of each subject, in their order.
  ///
  /// - Parameters:
  ///   - checksMembers: whether the members of an archive in which the values lie are held against their checksums.
  ///   - meanwhile: what the caller's thread does before it takes part, with what comes of it.
  /// - Returns: with what is wrong with the members.
  static func figures<Meanwhile>(
    of subjects: [Subject], in contents: ContainerContents, options: StatisticsOptions,
    checksMembers: Bool, meanwhile: () -> Meanwhile
  ) -> (figures: [Result<ValueFigures, ValueFailure>], damage: [Note], meanwhile: Meanwhile) {
    let run = StatisticsRun(
      subjects, contents, options, members: checksMembers ? contents.storedMembers : [])
    // What one thread does while the caller's is at something else may be all there is to do; what is done sooner than
    // a thread starts is left to the caller's.
    let threads =
      run.allBytes < StatisticsRun.leastBytesForThreads ? 1 : min(options.threads, run.work.count + 1)
    let result = Threads.run(threads, { _ in run.runThread() }, first: meanwhile)
    let figures = run.state.withLock { state in
      state.results.map { $0 ?? .failure(ValueFailure("its values were not read")) }
    }
    return (figures, run.cover.damage().compactMap { $0 }, result)
  }

  private init(
    _ subjects: [Subject], _ contents: ContainerContents, _ options: StatisticsOptions,
    members: [StoredMember]
  ) {
    self.subjects = subjects
    self.options = options
    var plan = Plan(contents, count: subjects.count)
    for (position, subject) in subjects.enumerated() {
      plan.add(position, subject, hashes: options.sha256)
    }
    cover = MemberCover(members, ranges: plan.ranges)
    work = WorkQueue(
      plan.work(contents, subjects, threads: options.threads) + cover.gaps.map { .gap($0) })
    allBytes = cover.gaps.reduce(plan.bytes) { $0 + Int($1.length) }
    state = Mutex(
      State(
        pieces: [[Piece]](repeating: [], count: subjects.count),
        digests: [String?](repeating: nil, count: subjects.count), left: plan.left, results: plan.results))
  }

  // MARK: Threads

  private func runThread() {
    let window = subjects.reduce(cover.gaps.isEmpty ? 8 : MemberCover.windowBytes) { widest, subject in
      max(widest, min(subject.stored.bytes ?? 0, StatisticsRun.windowCount * subject.format.bytes))
    }
    let scratch = Scratch(windowBytes: window)
    while let next = work.next() {
      switch next {
      case .piece(let subject, let source, let first): doPiece(subject, source, first: first, scratch)
      case .hash(let subject, let source): doHash(subject, source, scratch)
      case .decode(let subjects, let file): decode(subjects, file, scratch)
      case .gap(let gap):
        cover.read(gap, window: scratch.window)
        progress(Int(gap.length))
      }
    }
  }

  // MARK: Work

  private func doPiece(_ index: Int, _ source: ByteSource, first: Int, _ scratch: Scratch) {
    let subject = subjects[index]
    let count = min(StatisticsRun.pieceCount, subject.count - first)
    let hashes = options.sha256 && subject.count <= StatisticsRun.pieceCount
    var hash = hashes ? ValueHash(subject.format, isBigEndian: subject.stored.type.isBigEndian) : nil
    var stream = LeafStream(subject.widening, count: subject.count, first: first, scratch: scratch)
    var check = cover.reading(of: index, from: subject.bytes(of: first))
    var position = first
    while position < first + count {
      let values = min(StatisticsRun.windowCount, first + count - position)
      guard let window = read(source, subject, at: position, count: values, scratch) else {
        fail(index, ValueFailure("its values cannot be read to their end"))
        return
      }
      stream.add(window)
      hash?.add(window)
      check?.add(window)
      position += values
    }
    check?.finish()
    let moments = stream.finish()
    add(
      Piece(first: first, moments: moments, sample: stream.sample), digest: hash?.finish(),
      subject.bytes(of: count), to: index)
  }

  private func doHash(_ index: Int, _ source: ByteSource, _ scratch: Scratch) {
    let subject = subjects[index]
    var hash = ValueHash(subject.format, isBigEndian: subject.stored.type.isBigEndian)
    var position = 0
    while position < subject.count {
      let values = min(StatisticsRun.windowCount, subject.count - position)
      guard let window = read(source, subject, at: position, count: values, scratch) else {
        fail(index, ValueFailure("its values cannot be read to their end"))
        return
      }
      hash.add(window)
      position += values
    }
    add(nil, digest: hash.finish(), Int(source.length), to: index)
  }

  private func read(
    _ source: ByteSource, _ subject: Subject, at position: Int, count: Int, _ scratch: Scratch
  ) -> UnsafeRawBufferPointer? {
    let window = UnsafeMutableRawBufferPointer(rebasing: scratch.window[..<subject.bytes(of: count)])
    guard source.read(at: UInt64(subject.bytes(of: position)), into: window) else { return nil }
    return UnsafeRawBufferPointer(window)
  }

  private func decode(_ indices: [Int], _ file: ByteSource, _ scratch: Scratch) {
    var stream: LeafStream?
    var hash: ValueHash?
    ValueDecoder.decode(indices.map { subjects[$0].stored }, from: file, limits: options.limits) { event in
      switch event {
      case .values(let dataset, let bytes):
        let subject = subjects[indices[dataset]]
        if stream == nil {
          stream = LeafStream(subject.widening, count: subject.count, scratch: scratch)
          if options.sha256 {
            hash = ValueHash(subject.format, isBigEndian: subject.stored.type.isBigEndian)
          }
        }
        bytes.withUnsafeBytes {
          stream?.add($0)
          hash?.add($0)
        }
      case .end(let dataset):
        let index = indices[dataset]
        let moments = stream?.finish() ?? Moments()
        add(
          Piece(first: 0, moments: moments, sample: stream?.sample ?? []), digest: hash?.finish(),
          subjects[index].stored.bytes ?? 0, to: index)
        (stream, hash) = (nil, nil)
      case .failure(let dataset, let failure):
        fail(indices[dataset], failure)
        (stream, hash) = (nil, nil)
      }
    }
  }

  // MARK: Results

  private func add(_ piece: Piece?, digest: String?, _ bytes: Int, to index: Int) {
    let whole = state.withLock { state -> (pieces: [Piece], digest: String?)? in
      if let piece { state.pieces[index].append(piece) }
      if let digest { state.digests[index] = digest }
      state.left[index] -= 1
      state.done += bytes
      options.progress?(state.done, allBytes)
      guard state.left[index] == 0, state.results[index] == nil else { return nil }
      defer { state.pieces[index] = [] }
      return (state.pieces[index], state.digests[index])
    }
    guard let whole else { return }
    let result = figures(of: subjects[index], whole.pieces, digest: whole.digest)
    state.withLock { $0.results[index] = .success(result) }
  }

  private func progress(_ bytes: Int) {
    state.withLock { state in
      state.done += bytes
      options.progress?(state.done, allBytes)
    }
  }

  private func fail(_ index: Int, _ failure: ValueFailure) {
    state.withLock { state in
      state.results[index] = .failure(failure)
      state.pieces[index] = []
    }
  }

  private func figures(of subject: Subject, _ pieces: [Piece], digest: String?) -> ValueFigures {
    if pieces.count == 1 {
      return ValueFigures(subject.unpadded(pieces[0].moments), sample: pieces[0].sample, sha256: digest)
    }
    let ordered = pieces.sorted { $0.first < $1.first }
    var sum = PairwiseSum()
    for piece in ordered { sum.add(piece.moments, level: StatisticsRun.pieceLevel) }
    return ValueFigures(
      subject.unpadded(sum.total), sample: ordered.flatMap(\.sample), sha256: digest)
  }
}
