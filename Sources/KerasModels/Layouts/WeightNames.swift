import LayerCatalog

/// The role that a stored name spells, by the habits of all versions of Keras.
enum WeightNames {
  /// The role in a path such as `conv2d/kernel:0`, `lstm/lstm_cell/bias` or `convolution2d_1_W`.
  static func role(in path: some StringProtocol) -> VariableRole? {
    let last = lastComponent(path)
    let bare = withoutTensorNumber(last)
    guard !bare.isEmpty, !bare.utf8.allSatisfy({ isDigit($0) }) else { return nil }
    let text = String(bare)
    if let role = keras1(text) { return role }
    // TensorFlow makes a name unique by a counter: `kernel_1` is a second `kernel`.
    let uncounted = withoutCounter(text)
    if knownNames.contains(uncounted) { return VariableRole(rawValue: uncounted) }
    return VariableRole(rawValue: text)
  }

  /// The path in front of a variable's own name, without TensorFlow's tensor number: `["conv2d"]` of `conv2d/kernel:0`.
  static func prefix(of path: String) -> [String] {
    path.split(separator: "/", omittingEmptySubsequences: true).dropLast().map(String.init)
  }

  /// A name without the counter that makes it unique: `conv2d` of `conv2d_12`.
  static func withoutCounter(_ name: String) -> String {
    counted(name)?.base ?? name
  }

  /// The parts of a name with a counter: (`conv2d`, 12) of `conv2d_12`; `nil` where there is no counter.
  static func counted(_ name: String) -> (base: String, counter: Int)? {
    let bytes = name.utf8
    guard let underscore = bytes.lastIndex(of: UInt8(ascii: "_")), underscore != bytes.startIndex else {
      return nil
    }
    let digits = bytes[bytes.index(after: underscore)...]
    guard !digits.isEmpty, digits.count < 10, digits.allSatisfy(isDigit), let counter = Int(Substring(digits))
    else {
      return nil
    }
    return (String(name[..<underscore]), counter)
  }

  private static func lastComponent(_ path: some StringProtocol) -> Substring {
    let text = Substring(path)
    guard let slash = text.utf8.lastIndex(of: UInt8(ascii: "/")) else { return text }
    return text[text.utf8.index(after: slash)...]
  }

  private static func withoutTensorNumber(_ name: Substring) -> Substring {
    guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")),
      name[colon...].utf8.dropFirst().allSatisfy(isDigit)
    else { return name }
    return name[..<colon]
  }

  /// Keras 1 wrote `layer_W`, `layer_b` and `layer_running_mean`; `running_std` holds the variance (Keras 1.0.0,
  /// `keras/layers/normalization.py`).
  private static func keras1(_ name: String) -> VariableRole? {
    guard !name.hasPrefix("lora_") else { return nil }
    for (suffix, role) in keras1Suffixes where name.hasSuffix(suffix) { return role }
    return nil
  }

  private static let keras1Suffixes: [(String, VariableRole)] = [
    ("_running_mean", .movingMean), ("_running_std", .movingVariance), ("_W", .kernel), ("_b", .bias),
  ]

  private static func isDigit(_ byte: UInt8) -> Bool {
    byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9")
  }

  /// Names to which TensorFlow may have added a counter.
  private static let knownNames: Set<String> = [
    "kernel", "bias", "depthwise_kernel", "pointwise_kernel", "recurrent_kernel", "gamma", "beta",
    "moving_mean",
    "moving_variance", "embeddings", "alpha", "scale", "mean", "variance", "count",
  ]
}
