import CHDF5Reader

/// What the child is asked for: datasets of one HDF5 file, and what reading them may take.
struct ValueRequest: Sendable {
  /// Bytes of values in one row: large enough that a row costs nothing, small enough to stay in the processor's cache.
  static let blockBytes = 1 << 20
  /// Room for decoded chunks, in which a row of chunks must fit so that none is decoded twice.
  private static let cacheBytes = 1 << 20...256 << 20
  private static let cacheSlots = 521...1 << 20

  var datasets: [StoredValues]

  /// Bytes of all values, at most 2^60.
  var bytes: Int {
    datasets.reduce(0) { min(1 << 60, $0 + min(1 << 60, $1.bytes ?? 1 << 60)) }
  }

  /// Bytes of the chunks that lie side by side: a box of values that is cut along the first axis touches all of them.
  var chunkCacheBytes: Int {
    datasets.reduce(0) { max($0, $1.rowOfChunks.bytes) }.clamped(to: Self.cacheBytes)
  }

  /// More than there are chunks in the cache, so that none drives out another.
  private var chunkCacheSlots: Int {
    let most = datasets.reduce(0) { max($0, $1.rowOfChunks.count) }.clamped(to: Self.cacheSlots)
    return (4 * most + 1).clamped(to: Self.cacheSlots)
  }

  func withRequest(_ body: (UnsafePointer<weightscope_values>) -> Int32) -> Int32 {
    datasets.map(\.object).withUnsafeBufferPointer { addresses in
      var request = weightscope_values(
        datasets: addresses.baseAddress, count: UInt64(addresses.count), block_bytes: UInt64(Self.blockBytes),
        chunk_cache_bytes: UInt64(chunkCacheBytes), chunk_cache_slots: UInt64(chunkCacheSlots))
      return body(&request)
    }
  }
}

extension StoredValues {
  /// The chunks with the same place along the first axis, and their bytes; as many as an `Int` holds at most.
  fileprivate var rowOfChunks: (count: Int, bytes: Int) {
    guard case .chunked(let chunk, _) = storage, chunk.count == shape.count else { return (0, 0) }
    var count = 1
    var bytes = type.size
    for (axis, extent) in chunk.enumerated() {
      let extent = max(extent, 1)
      let chunks = axis == 0 ? 1 : max(1, (shape[axis] - 1) / extent + 1)
      count = count.multipliedClamping(by: chunks)
      bytes = bytes.multipliedClamping(by: extent).multipliedClamping(by: chunks)
    }
    return (count, bytes)
  }
}

extension Int {
  fileprivate func multipliedClamping(by other: Int) -> Int {
    let (product, overflows) = multipliedReportingOverflow(by: other)
    return overflows ? .max : product
  }

  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
