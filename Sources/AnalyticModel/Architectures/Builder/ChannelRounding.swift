import LayerCatalog

/// How families round a scaled number of channels.
enum ChannelRounding {
  /// The nearest multiple of 8, at least 8, and the next one where that would take away more than a tenth.
  ///
  /// READ keras/src/applications/mobilenet_v2.py 3.15.1, `_make_divisible`; `_depth` of MobileNetV3 and
  /// `round_filters` of EfficientNet are the same.
  static func divisibleBy8(_ value: Double) -> Int {
    let rounded = nearestMultipleOf8(value)
    return Double(rounded) < 0.9 * value ? rounded + 8 : rounded
  }

  /// The nearest multiple of 8, at least 8 (EfficientNetV2).
  ///
  /// READ keras/src/applications/efficientnet_v2.py 3.15.1, `round_filters`.
  static func nearestMultipleOf8(_ value: Double) -> Int {
    max(8, truncated(value + 4) / 8 * 8)
  }

  /// Python's `int()`: towards zero.
  static func truncated(_ value: Double) -> Int {
    Int(exactly: value.rounded(.towardZero)) ?? Settings.largestInteger
  }
}
