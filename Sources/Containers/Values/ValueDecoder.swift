import CHDF5Reader

/// Values that do not lie in one piece in the file: chunked, compressed, compact, or never written.
///
/// libhdf5 decodes them in a child process that is locked down like the one that reads the structure, one child for
/// many datasets. The call blocks its thread, and may be made from any number of threads at once.
public enum ValueDecoder {
  /// What is told of the datasets, in their order: first the bytes of one, block after block, then its end.
  public enum Event {
    /// The next values of a dataset as stored, in row-major order: whole values, at most a mebibyte.
    case values(dataset: Int, ArraySlice<UInt8>)
    /// All values of a dataset have been told.
    case end(dataset: Int)
    /// A dataset could not be read; what was told of it before does not count.
    case failure(dataset: Int, ValueFailure)
  }

  /// Children that may die on one file before the rest of it is given up.
  private static let mostCrashes = 8

  /// Reads datasets of one HDF5 file. Every one of them ends with `end` or `failure`, whatever happens.
  ///
  /// - Parameters:
  ///   - source: the HDF5 file in which all of the datasets lie.
  ///   - datasets: those to read; events name them by their position here.
  ///   - limits: what the file may cost; its seconds grow with the bytes that have to be decoded.
  public static func decode(
    _ datasets: [StoredValues], from source: ByteSource, limits: Limits = Limits(),
    receive: (Event) -> Void
  ) {
    decode(datasets, from: source, limits: limits, fault: weightscope_fault(), receive: receive)
  }

  /// The same, with a child that does something wrong: for tests.
  static func decode(
    _ datasets: [StoredValues], from source: ByteSource, limits: Limits = Limits(),
    fault: weightscope_fault, receive: (Event) -> Void
  ) {
    var first = 0
    var crashes = 0
    var fault = fault
    while first < datasets.count {
      var reading = ValueReading(
        source, request: ValueRequest(datasets: Array(datasets[first...])), limits: limits)
      let failure = reading.run(fault: fault) { event in receive(event.movedBy(first)) }
      first += reading.finished
      guard let failure else { return }
      // The dataset at which a child died costs the others nothing: a new child goes on behind it.
      receive(.failure(dataset: first, ValueFailure(failure.reason)))
      first += 1
      crashes += 1
      fault = weightscope_fault()
      guard failure.mayGoOn, crashes < mostCrashes else {
        for dataset in first..<max(first, datasets.count) {
          receive(.failure(dataset: dataset, ValueFailure(failure.reason)))
        }
        return
      }
    }
  }
}

extension ValueDecoder.Event {
  fileprivate func movedBy(_ offset: Int) -> ValueDecoder.Event {
    switch self {
    case .values(let dataset, let bytes): .values(dataset: dataset + offset, bytes)
    case .end(let dataset): .end(dataset: dataset + offset)
    case .failure(let dataset, let failure): .failure(dataset: dataset + offset, failure)
    }
  }
}
