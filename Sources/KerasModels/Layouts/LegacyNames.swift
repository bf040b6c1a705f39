import Containers

/// Lists of names in attributes. An attribute may hold 64 KiB at most, so Keras cuts a long list into `layer_names0`,
/// `layer_names1` …, and the plain name is then absent (Keras 2.0 and later, `hdf5_format.py`).
enum LegacyNames {
  static func isPresent(_ name: String, on group: StoredGroup) -> Bool {
    group.attribute(name) != nil || group.attribute(name + "0") != nil
  }

  static func strings(_ name: String, on group: StoredGroup) -> [String] {
    if let attribute = group.attribute(name) { return attribute.strings }
    var found: [String] = []
    var part = 0
    while let attribute = group.attribute(name + String(part)) {
      found += attribute.strings
      part += 1
    }
    return found
  }
}

extension StoredAttribute {
  /// The text of an attribute that holds one string.
  var string: String? {
    switch value {
    case .string(let text): text
    case .strings(let texts) where texts.count == 1: texts[0]
    default: nil
    }
  }

  /// The strings of a list; an empty list is a float64 array without elements.
  var strings: [String] {
    switch value {
    case .string(let text): [text]
    case .strings(let texts): texts
    default: []
    }
  }
}
