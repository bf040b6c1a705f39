import CHDF5Reader

/// The values that one child tells.
struct ValueReading {
  /// Why a child did not come to its end.
  struct Failure: Error {
    /// In words that stand as the reason for the dataset at which it was.
    var reason: String
    /// Whether another child may do better with the datasets behind.
    var mayGoOn: Bool
  }

  private let source: ByteSource
  private let request: ValueRequest
  private let limits: Limits
  private var decoder: RowDecoder
  /// Datasets that have ended, one way or the other; the next is the one that the child is at.
  private(set) var finished = 0
  /// Bytes of the dataset that the child is at.
  private var told: UInt64 = 0
  private var hasEnded = false

  init(_ source: ByteSource, request: ValueRequest, limits: Limits) {
    self.source = source
    self.request = request
    self.limits = limits
    // Rows of values are nearly full, so that what comes beside values is little.
    decoder = RowDecoder(mostBytes: 2 * request.bytes + RowDecoder.mostBytes)
  }

  /// Starts a child and hands on what it tells. Returns why it stopped before the end, or `nil`.
  mutating func run(fault: weightscope_fault, receive: (ValueDecoder.Event) -> Void) -> Failure? {
    // A tenth of what the slowest filter decodes in a second.
    let seconds = max(limits.seconds, 1) + request.bytes >> 22
    do throws(ContainerError) {
      let worker = try WorkerProcess(values: request)
      try worker.request(source, within: workerLimits(seconds: seconds, fault), seconds: seconds)
      return read(worker, seconds: seconds, receive)
    } catch {
      return Failure(reason: error.reason, mayGoOn: false)
    }
  }

  private mutating func read(
    _ worker: WorkerProcess, seconds: Int, _ receive: (ValueDecoder.Event) -> Void
  ) -> Failure? {
    let tooLate = Failure(reason: "not read within \(seconds) s (--timeout raises it)", mayGoOn: false)
    var buffer = [UInt8](repeating: 0, count: 256 << 10)
    do throws(RowError) {
      while !hasEnded {
        switch worker.read(into: &buffer) {
        case .timeout: return tooLate
        case .end:
          let status = worker.end()
          if status.isOutOfTime { return tooLate }
          return Failure(reason: "the process that reads HDF5 failed: \(status.words)", mayGoOn: true)
        case .bytes(let count): try take(buffer[..<count], receive)
        }
      }
    } catch {
      return Failure(
        reason: "the process that reads HDF5 failed: it sent what cannot be: \(error.reason)", mayGoOn: true)
    }
    guard finished == request.datasets.count else {
      return Failure(
        reason: "the process that reads HDF5 failed: it ended before it had told everything", mayGoOn: true)
    }
    return nil
  }

  private mutating func take(
    _ bytes: ArraySlice<UInt8>, _ receive: (ValueDecoder.Event) -> Void
  ) throws(RowError) {
    decoder.feed(bytes)
    while !hasEnded, let row = try decoder.next() {
      switch row {
      case .values(let dataset, let values):
        let size = try current(dataset).type.size
        told += UInt64(values.count)
        guard !values.isEmpty, values.count % size == 0,
          told <= UInt64(clamping: try current(dataset).bytes ?? 0)
        else { throw RowError("\(told) bytes of values are not what the shape says") }
        receive(.values(dataset: dataset, values))
      case .valuesEnd(let dataset, let bytes):
        guard bytes == told, bytes == UInt64(clamping: try current(dataset).bytes ?? 0) else {
          throw RowError("\(bytes) bytes of values are not what the shape says")
        }
        receive(.end(dataset: dataset))
        goOn()
      case .valuesFailed(let dataset, let failure):
        _ = try current(dataset)
        receive(.failure(dataset: dataset, ValueFailure("cannot \(failure.operation): \(failure.reason)")))
        goOn()
      case .refused(let failure):
        throw RowError("libhdf5 refuses the file that it read before: \(failure.reason)")
      case .end: hasEnded = true
      case .note: break
      default: throw RowError("a row tells no values")
      }
    }
  }

  private mutating func goOn() {
    finished += 1
    told = 0
  }

  private func current(_ dataset: Int) throws(RowError) -> StoredValues {
    guard dataset == finished, request.datasets.indices.contains(dataset) else {
      throw RowError("values come of dataset \(dataset) where \(finished) is next")
    }
    return request.datasets[dataset]
  }

  private func workerLimits(seconds: Int, _ fault: weightscope_fault) -> weightscope_limits {
    weightscope_limits(
      objects: 0, depth: 0, cpu_seconds: UInt32(clamping: seconds),
      memory: UInt64(512 << 20) + UInt64(request.chunkCacheBytes), attribute_bytes: 0,
      root_values_first: 0, fault: fault)
  }
}
