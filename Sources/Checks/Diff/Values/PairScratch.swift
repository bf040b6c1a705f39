/// Memory that one thread uses again for every pair of leaves.
final class PairScratch {
  let before = UnsafeMutableBufferPointer<Double>.allocate(capacity: LeafMoments.count)
  let after = UnsafeMutableBufferPointer<Double>.allocate(capacity: LeafMoments.count)
  let floatsBefore = UnsafeMutableBufferPointer<Float>.allocate(capacity: LeafMoments.count)
  let floatsAfter = UnsafeMutableBufferPointer<Float>.allocate(capacity: LeafMoments.count)
  /// Values as they are read.
  let beforeWindow: UnsafeMutableRawBufferPointer
  let afterWindow: UnsafeMutableRawBufferPointer

  init(windowBytes: Int) {
    beforeWindow = .allocate(byteCount: max(windowBytes, 8), alignment: 64)
    afterWindow = .allocate(byteCount: max(windowBytes, 8), alignment: 64)
  }

  deinit {
    before.deallocate()
    after.deallocate()
    floatsBefore.deallocate()
    floatsAfter.deallocate()
    beforeWindow.deallocate()
    afterWindow.deallocate()
  }

  /// Values that a float32 holds: where they lie if they are such, else widened into a buffer.
  func floats(
    _ bytes: UnsafeRawBufferPointer, _ widening: Widening, in floats: UnsafeMutableBufferPointer<Float>
  ) -> UnsafeRawPointer? {
    if widening.isIdentity { return bytes.baseAddress }
    widening.widen(bytes, into: floats)
    return UnsafeRawPointer(floats.baseAddress)
  }

  func widen(
    _ bytes: UnsafeRawBufferPointer, _ widening: Widening, into doubles: UnsafeMutableBufferPointer<Double>
  ) {
    if widening.format.isWide {
      widening.widen(bytes, into: doubles)
    } else {
      widening.widen(bytes, into: floatsBefore)
      let count = bytes.count / widening.format.bytes * widening.format.valuesPerElement
      for position in 0..<count { doubles[position] = Double(floatsBefore[position]) }
    }
  }
}
