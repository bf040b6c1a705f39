import LayerCatalog

/// Keras' automatic names in a fresh session: `conv2d`, `conv2d_1`, `conv2d_2` …
struct LayerNamer {
  private struct Counter {
    var className: String
    var prefix: String
    var count: Int
  }

  /// An architecture uses a handful of classes: looking through them is faster than hashing.
  private var counters: [Counter] = []

  mutating func name(for className: String) -> String {
    guard let position = counters.firstIndex(where: { $0.className == className }) else {
      let prefix = LayerCatalog.groupName(ofClass: className)
      counters.append(Counter(className: className, prefix: prefix, count: 1))
      return prefix
    }
    let name = "\(counters[position].prefix)_\(counters[position].count)"
    counters[position].count += 1
    return name
  }
}
