import Synchronization

extension ContainerContents {
  /// The values of datasets as ranges of bytes, one for each: in place where they lie in one piece, else decoded into
  /// memory that has no name.
  ///
  /// - Parameters:
  ///   - limits: `inflatedBytes` bounds what is decoded into memory.
  ///   - threads: children that decode at once, at most.
  public func valueSources(
    of datasets: [StoredValues], limits: Limits, threads: Int = 1
  ) -> [Result<ByteSource, ValueFailure>] {
    var accesses = ValueAccesses(self)
    var results = datasets.map { values -> Result<ByteSource, ValueFailure>? in
      do throws(ValueFailure) {
        switch try accesses.access(to: values) {
        case .none: return .success(ByteSource(file: OpenFile(descriptor: -1), length: 0))
        case .direct(let source): return .success(source)
        case .decoded: return nil
        }
      } catch {
        return .failure(error)
      }
    }
    var left = limits.inflatedBytes
    var shares: [Share] = []
    for file in sources.indices {
      var indices: [Int] = []
      for index in datasets.indices where results[index] == nil && datasets[index].file == file {
        let bytes = datasets[index].bytes ?? .max
        if bytes <= left {
          left -= bytes
          indices.append(index)
        } else {
          results[index] = .failure(
            ValueFailure("its values do not fit into memory (--max-inflated-bytes raises the limit)"))
        }
      }
      shares += DecodingShares(indices, most: threads) { datasets[$0].bytes ?? 0 }.shares.map {
        Share(file: sources[file], indices: $0, datasets: $0.map { datasets[$0] })
      }
    }
    for (index, result) in SharedDecoding.run(shares, limits: limits, threads: threads) {
      results[index] = result
    }
    return results.map { $0 ?? .failure(ValueFailure("its file is not open")) }
  }
}

/// Datasets that one child decodes.
private struct Share: Sendable {
  var file: ByteSource
  /// Positions of the datasets among all.
  var indices: [Int]
  var datasets: [StoredValues]
}

/// Several children that decode into memory at once.
private final class SharedDecoding: Sendable {
  typealias Decoded = [Int: Result<ByteSource, ValueFailure>]

  private let shares: WorkQueue<Share>
  private let limits: Limits
  private let results = Mutex(Decoded())

  static func run(_ shares: [Share], limits: Limits, threads: Int) -> Decoded {
    guard !shares.isEmpty else { return [:] }
    let decoding = SharedDecoding(shares, limits)
    Threads.run(min(threads, shares.count)) { _ in decoding.runThread() }
    return decoding.results.withLock { $0 }
  }

  private init(_ shares: [Share], _ limits: Limits) {
    self.shares = WorkQueue(shares)
    self.limits = limits
  }

  private func runThread() {
    while let share = shares.next() {
      let decoded = decode(share)
      results.withLock { $0.merge(decoded) { $1 } }
    }
  }

  private func decode(_ share: Share) -> Decoded {
    let memory: MemoryFile
    do throws(ContainerError) {
      memory = try MemoryFile()
    } catch {
      let failure = ValueFailure(error.reason)
      return Decoded(uniqueKeysWithValues: share.indices.map { ($0, .failure(failure)) })
    }
    var results: Decoded = [:]
    var start: UInt64 = 0
    var end: UInt64 = 0
    var failure: ValueFailure?
    ValueDecoder.decode(share.datasets, from: share.file, limits: limits) { event in
      switch event {
      case .values(_, let bytes):
        bytes.withUnsafeBufferPointer { bytes in
          do throws(ContainerError) { try memory.append(bytes) } catch {
            failure = ValueFailure(error.reason)
          }
        }
        end += UInt64(bytes.count)
      case .end(let dataset):
        results[share.indices[dataset]] =
          failure.map { .failure($0) }
          ?? .success(ByteSource(file: memory.file, base: start, length: end - start))
        start = end
      case .failure(let dataset, let reason):
        results[share.indices[dataset]] = .failure(reason)
        start = end
      }
    }
    return results
  }
}
