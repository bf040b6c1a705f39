/// What the channels of neighbouring layers say about a kernel.
enum ChannelContinuity {
  /// The factor by which known channels speak for this reading; 1 where none is known.
  static func factor(className: String, reading: RoleReading, traces: LayerTraces) -> Double {
    guard traces.channelsIn != nil || traces.channelsOut != nil,
      let widths = widths(className, reading, traces.stored)
    else { return 1 }
    var factor = 1.0
    if let channels = traces.channelsIn, let expected = widths.input {
      if channels == expected {
        factor *= 1.5
      } else if widths.mayBeGrouped && expected > 0 && channels % expected == 0 {
        factor *= 0.7
      } else {
        factor *= 0.1
      }
    }
    if let channels = traces.channelsOut, let given = widths.output {
      factor *= channels == given ? 1.5 : 0.2
    }
    return factor
  }

  private struct Widths {
    var input: Int?
    var output: Int?
    var mayBeGrouped = false
  }

  private static func widths(_ className: String, _ reading: RoleReading, _ stored: [StoredShape]) -> Widths?
  {
    func shape(_ role: VariableRole) -> [Int]? {
      reading.roles.firstIndex(of: role).flatMap { stored.indices.contains($0) ? stored[$0].shape : nil }
    }
    if let depthwise = shape(.depthwiseKernel), depthwise.count > 2 {
      let channels = depthwise[depthwise.count - 2]
      if let pointwise = shape(.pointwiseKernel) { return Widths(input: channels, output: pointwise.last) }
      return Widths(input: channels, output: CheckedCounts.product(depthwise.suffix(2)))
    }
    if let kernel = shape(.kernel), kernel.count > 1 {
      let last = kernel[kernel.count - 1]
      let before = kernel[kernel.count - 2]
      if className.hasSuffix("Transpose") { return Widths(input: last, output: before) }
      if className.hasPrefix("Conv"), !className.hasPrefix("ConvLSTM") {
        return Widths(input: before, output: last, mayBeGrouped: true)
      }
      return kernel.count == 2 && className == "Dense" ? Widths(input: before, output: last) : nil
    }
    // A vector per channel.
    if let vector = stored.first?.shape, vector.count == 1, className.hasSuffix("Normalization") {
      return Widths(input: vector[0], output: vector[0])
    }
    return nil
  }
}
