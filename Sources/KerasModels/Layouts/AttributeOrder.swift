import LayerCatalog

/// The order of layers that are attributes of a subclassed model or layer. Keras stores them by the attributes' names,
/// which say nothing (READ keras/src/saving/saving_lib.py 3.15.1, `_walk_saveable`); but it also numbers the layers of
/// each class as they are made (`dense`, `dense_1`), and 3.6 and later write these names into the file.
enum AttributeOrder {
  /// More attributes than a model has; putting them in order takes time that grows with their square.
  private static let most = 128

  /// In the order in which the counters of all layers inside say that they were made. One of which they say nothing keeps
  /// its place, and where they contradict each other the order stays.
  static func byCounters(_ parts: [WeightGroup]) -> [WeightGroup] {
    guard (2...most).contains(parts.count) else { return parts }
    let counters = parts.map { part in
      var counters: Counters = [:]
      collect(part, into: &counters)
      return counters
    }
    let places = parts.indices.filter { !counters[$0].isEmpty }
    var remaining = places
    var ordered = parts
    for place in places {
      let next = remaining.firstIndex { candidate in
        !remaining.contains { $0 != candidate && precedes(counters[$0], counters[candidate]) }
      }
      ordered[place] = parts[remaining.remove(at: next ?? 0)]
    }
    return ordered
  }

  /// Lowest and highest counter of each class, by the class' name in snake case.
  private typealias Counters = [String: ClosedRange<Int>]

  private static func collect(_ group: WeightGroup, into counters: inout Counters) {
    if let name = group.layerName {
      let (base, counter) = WeightNames.counted(name) ?? (name, 0)
      // Names that people give may have numbers of their own.
      if LayerCatalog.className(ofGroup: base) != nil {
        let known = counters[base] ?? counter...counter
        counters[base] = min(known.lowerBound, counter)...max(known.upperBound, counter)
      }
    }
    for inner in group.members + group.parts { collect(inner, into: &counters) }
  }

  /// Whether all layers of one were made before those of the other, as far as their classes are the same.
  private static func precedes(_ one: Counters, _ other: Counters) -> Bool {
    var isKnown = false
    for (base, counters) in one {
      guard let others = other[base] else { continue }
      guard counters.upperBound < others.lowerBound else { return false }
      isKnown = true
    }
    return isKnown
  }
}
