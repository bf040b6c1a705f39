/// Takes in values as they come, in whatever pieces, and adds up their moments leaf by leaf.
struct LeafStream {
  /// Values that a histogram is made of.
  static let mostSamples = 4096

  private let widening: Widening
  private let scratch: Scratch
  private let leafBytes: Int
  /// Every how many values one is kept for the histogram.
  private let step: Int
  /// Position in the variable of the value that comes next.
  private var position: Int
  /// Bytes of a leaf that is not complete.
  private var rest: [UInt8] = []
  private var sum = PairwiseSum()
  private(set) var sample: [Double] = []

  /// - Parameters:
  ///   - count: values of the whole variable.
  ///   - first: position of the first value that comes, the first of a leaf.
  init(_ widening: Widening, count: Int, first: Int = 0, scratch: Scratch) {
    self.widening = widening
    self.scratch = scratch
    leafBytes = LeafMoments.count / widening.format.valuesPerElement * widening.format.bytes
    step = max(1, (count - 1) / LeafStream.mostSamples + 1)
    position = first
    if count <= LeafStream.mostSamples { sample.reserveCapacity(count) }
  }

  mutating func add(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    if !rest.isEmpty {
      let part = min(leafBytes - rest.count, bytes.count)
      rest += bytes[..<part]
      start = part
      guard rest.count == leafBytes else { return }
      flush()
    }
    while bytes.count - start >= leafBytes {
      addLeaf(UnsafeRawBufferPointer(rebasing: bytes[start..<start + leafBytes]))
      start += leafBytes
    }
    if start < bytes.count { rest += bytes[start...] }
  }

  /// The moments of everything that came.
  mutating func finish() -> Moments {
    if !rest.isEmpty { flush() }
    return sum.total
  }

  private mutating func flush() {
    let leaf = rest
    rest.removeAll(keepingCapacity: true)
    leaf.withUnsafeBytes { addLeaf($0) }
  }

  private mutating func addLeaf(_ bytes: UnsafeRawBufferPointer) {
    let format = widening.format
    let count = bytes.count / format.bytes * format.valuesPerElement
    if format.isWide {
      if widening.isIdentity {
        sum.add(LeafMoments.of(bytes, as: Double.self).moved(by: position))
        takeSamples(count) { bytes.loadUnaligned(fromByteOffset: $0 &* 8, as: Double.self) }
      } else {
        let doubles = UnsafeMutableBufferPointer(rebasing: scratch.doubles[..<count])
        widening.widen(bytes, into: doubles)
        sum.add(LeafMoments.of(UnsafeBufferPointer(doubles)).moved(by: position))
        takeSamples(count) { doubles[$0] }
      }
    } else if widening.isIdentity {
      sum.add(LeafMoments.of(bytes, as: Float.self).moved(by: position))
      takeSamples(count) { Double(bytes.loadUnaligned(fromByteOffset: $0 &* 4, as: Float.self)) }
    } else {
      let floats = UnsafeMutableBufferPointer(rebasing: scratch.floats[..<count])
      widening.widen(bytes, into: floats)
      sum.add(LeafMoments.of(UnsafeBufferPointer(floats)).moved(by: position))
      takeSamples(count) { Double(floats[$0]) }
    }
    position += count
  }

  private mutating func takeSamples(_ count: Int, _ value: (Int) -> Double) {
    var next = (step - position % step) % step
    while next < count {
      sample.append(value(next))
      next += step
    }
  }
}

/// Memory that one thread uses again for every leaf.
final class Scratch {
  let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: LeafMoments.count)
  let doubles = UnsafeMutableBufferPointer<Double>.allocate(capacity: LeafMoments.count)
  /// Values as they are read.
  let window: UnsafeMutableRawBufferPointer

  init(windowBytes: Int) {
    window = .allocate(byteCount: max(windowBytes, 8), alignment: 64)
  }

  deinit {
    floats.deallocate()
    doubles.deallocate()
    window.deallocate()
  }
}
