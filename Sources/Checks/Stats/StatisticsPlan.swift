import Containers

extension StatisticsRun {
  /// What there is to do, before anything is done.
  struct Plan {
    private var decoded: [Int: [Int]] = [:]
    private var hashes: [(bytes: Int, work: Work)] = []
    private var pieces: [Work] = []
    private var accesses: ValueAccesses
    /// Where the values of each subject lie that are read in place.
    private(set) var ranges: [ByteSource?]
    private(set) var left: [Int]
    private(set) var results: [Result<ValueFigures, ValueFailure>?]
    private(set) var bytes = 0

    init(_ contents: ContainerContents, count: Int) {
      accesses = ValueAccesses(contents)
      ranges = [ByteSource?](repeating: nil, count: count)
      left = [Int](repeating: 0, count: count)
      results = [Result<ValueFigures, ValueFailure>?](repeating: nil, count: count)
    }

    mutating func add(_ position: Int, _ subject: Subject, hashes: Bool) {
      do throws(ValueFailure) {
        switch try accesses.access(to: subject.stored) {
        case .none:
          let digest = hashes ? ValueHash.ofNothing : nil
          results[position] = .success(ValueFigures(Moments(), sample: [], sha256: digest))
        case .decoded:
          decoded[subject.stored.file, default: []].append(position)
          left[position] = 1
          bytes += subject.stored.bytes ?? 0
        case .direct(let source): addDirect(position, subject, source, hashes: hashes)
        }
      } catch {
        results[position] = .failure(error)
      }
    }

    private mutating func addDirect(
      _ position: Int, _ subject: Subject, _ source: ByteSource, hashes: Bool
    ) {
      let firsts = stride(from: 0, to: subject.count, by: StatisticsRun.pieceCount)
      for first in firsts { pieces.append(.piece(subject: position, source: source, first: first)) }
      left[position] = firsts.underestimatedCount
      ranges[position] = source
      bytes += Int(source.length)
      guard hashes, left[position] > 1 else { return }
      left[position] += 1
      bytes += Int(source.length)
      self.hashes.append((Int(source.length), .hash(subject: position, source: source)))
    }

    /// What cannot be divided comes first, the longest of it before all.
    func work(_ contents: ContainerContents, _ subjects: [Subject], threads: Int) -> [Work] {
      let decodings = decoded.sorted { $0.key < $1.key }.flatMap { file, decoded in
        DecodingShares(decoded, most: threads) { subjects[$0].stored.bytes ?? 0 }.shares.map {
          Work.decode(subjects: $0, file: contents.sources[file])
        }
      }
      return decodings + hashes.sorted { $0.bytes > $1.bytes }.map(\.work) + pieces
    }
  }
}
