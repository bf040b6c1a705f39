import Containers
import KerasModels
import LayerCatalog

/// Whether integers are what Keras' quantization makes of the values before: each value times its scale, rounded.
///
/// `abs_max_quantize` of Keras 3.15.1 gives a kernel one scale for each output, with extents of 1 in front of those of
/// the outputs in EinsumDense, and an embedding one for each row.
struct QuantizationCheck {
  /// How far from the nearest step a value may lie: half a step, and what float32 loses of a product up to 127.
  private static let mostSteps = 0.501

  private let scales: [Double]
  /// Values that have the same scale before the next comes.
  private let run: Int

  /// - Parameters:
  ///   - scale: the variable beside `quantized` that is to scale it.
  ///   - values: the bytes of that variable.
  /// - Returns: `nil` where it does not scale such values in a way that is known.
  init?(of quantized: Variable, by scale: Variable, values: ByteSource) {
    let outputs = Array(scale.shape.drop { $0 == 1 })
    let extents =
      quantized.role == .embeddings ? quantized.shape.prefix(1) : quantized.shape.suffix(outputs.count)
    let count = scale.parameters
    guard scale.role.scales(quantized.role), outputs == Array(extents), count > 0,
      let format = NumberFormat(scale.type, dtype: scale.dtype), format.epsilon > 0, !format.isWide,
      let bytes = values.bytes(at: 0, count: count * format.bytes)
    else { return nil }
    let floats = UnsafeMutableBufferPointer<Float>.allocate(capacity: count)
    defer { floats.deallocate() }
    bytes.withUnsafeBytes { Widening(format, isBigEndian: scale.type.isBigEndian).widen($0, into: floats) }
    scales = floats.map { Double($0) }
    run = quantized.role == .embeddings ? max(1, quantized.parameters / count) : 1
  }

  /// How many of the later values are not the nearest step; `nil` where not all can be read.
  func misfits(in comparison: Comparison) -> Int? {
    let (before, after) = (comparison.before, comparison.after)
    let scratch = PairScratch(windowBytes: 8)
    var misfits = 0
    for first in stride(from: 0, to: comparison.count, by: LeafMoments.count) {
      let count = min(LeafMoments.count, comparison.count - first)
      guard
        let one = comparison.beforeSource.bytes(
          at: UInt64(before.bytes(of: first)), count: before.bytes(of: count)),
        let other = comparison.afterSource.bytes(
          at: UInt64(after.bytes(of: first)), count: after.bytes(of: count))
      else { return nil }
      one.withUnsafeBytes { scratch.widen($0, before.widening, into: scratch.before) }
      other.withUnsafeBytes { scratch.widen($0, after.widening, into: scratch.after) }
      for position in 0..<count {
        let steps = scratch.before[position] * scales[(first + position) / run % scales.count]
        // A NaN is the step of nothing.
        if !(abs(steps - scratch.after[position]) <= QuantizationCheck.mostSteps) { misfits += 1 }
      }
    }
    return misfits
  }
}
