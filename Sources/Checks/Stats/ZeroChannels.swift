import Containers
import KerasModels

/// Output channels of which every weight is zero.
///
/// Looked for only where there are as many zeros as one channel takes, so that hardly any file is read twice.
enum ZeroChannels {
  /// The number of such channels, or `nil` where it is not worth asking or cannot be read.
  static func count(
    in subject: Subject, variable: Variable, figures: ValueFigures, contents: ContainerContents,
    limits: Limits
  ) -> Int? {
    guard variable.isKernel, variable.shape.count > 1, subject.format != .packedInt4 else { return nil }
    let channels = variable.shape.suffix(variable.outputAxes).reduce(1, &*)
    guard channels > 1, channels <= 1 << 20, figures.zero >= figures.count / channels,
      figures.zero < figures.count
    else { return nil }
    var isUsed = [Bool](repeating: false, count: channels)
    var channel = 0
    let widening = subject.widening
    let scratch = Scratch(windowBytes: LeafMoments.count * subject.format.bytes)
    let isRead = ValueStream.read(subject.stored, in: contents, limits: limits, scratch: scratch) { bytes in
      var start = 0
      while start < bytes.count {
        let end = min(bytes.count, start + LeafMoments.count * subject.format.bytes)
        let count = (end - start) / subject.format.bytes
        let piece = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
        widening.areZero(piece, scratch) { position, isZero in
          if !isZero { isUsed[(channel &+ position) % channels] = true }
        }
        channel = (channel + count) % channels
        start = end
      }
    }
    return isRead ? isUsed.count { !$0 } : nil
  }
}

extension Widening {
  /// Says of each value in at most a leaf whether it is zero.
  fileprivate func areZero(
    _ bytes: UnsafeRawBufferPointer, _ scratch: Scratch, _ body: (Int, Bool) -> Void
  ) {
    let count = bytes.count / format.bytes
    if format.isWide {
      let doubles = UnsafeMutableBufferPointer(rebasing: scratch.doubles[..<count])
      widen(bytes, into: doubles)
      for position in 0..<count { body(position, doubles[position] == 0) }
    } else {
      let floats = UnsafeMutableBufferPointer(rebasing: scratch.floats[..<count])
      widen(bytes, into: floats)
      for position in 0..<count { body(position, floats[position] == 0) }
    }
  }
}
