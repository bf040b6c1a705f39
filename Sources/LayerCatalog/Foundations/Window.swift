/// Extents behind a window that slides over an axis: convolutions and poolings.
struct Window {
  enum Padding: String {
    case valid
    case same
    /// Padded at the front only, so that no output looks ahead (`Conv1D`).
    case causal
  }

  let size: [Int]
  let strides: [Int]
  let dilation: [Int]
  let padding: Padding

  /// The window of a convolution.
  /// - Throws: `PredictionFailure.setting`.
  init(convolution settings: Settings, dimensions: Int) throws(PredictionFailure) {
    size = try settings.integers("kernel_size", rank: dimensions)
    strides = try settings.integers("strides", rank: dimensions, default: 1)
    dilation = try settings.integers("dilation_rate", rank: dimensions, default: 1)
    padding = try Window.padding(settings)
    if padding == .causal && dimensions != 1 { throw .setting(name: "padding") }
  }

  init(size: [Int], strides: [Int], padding: Padding) {
    self.size = size
    self.strides = strides
    self.dilation = [Int](repeating: 1, count: size.count)
    self.padding = padding
  }

  static func padding(_ settings: Settings) throws(PredictionFailure) -> Padding {
    let word = try settings.string("padding", default: "valid").lowercased()
    guard let padding = Padding(rawValue: word) else { throw .setting(name: "padding") }
    return padding
  }

  /// The extents behind the window: `same` and `causal` ceil(n / s), `valid` floor((n - reach) / s) + 1.
  /// - Throws: `PredictionFailure.inputs` where the window is larger than the input.
  func outputs(_ extents: [Int?]) throws(PredictionFailure) -> [Int?] {
    var results: [Int?] = []
    for (axis, extent) in extents.enumerated() {
      guard let extent else {
        results.append(nil)
        continue
      }
      let reach = try CheckedCounts.extent(size[axis] - 1, dilation[axis]) + 1
      let space = padding == .valid ? extent - reach : extent - 1
      guard space >= 0 else { throw .inputs(expected: "at least \(reach) positions") }
      results.append(space / strides[axis] + 1)
    }
    return results
  }
}
