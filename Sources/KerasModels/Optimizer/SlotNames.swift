import Containers

/// The variables of slots that legacy files name.
///
/// Keras 3 makes `adam/head_kernel_momentum` of the variable `head/kernel`, Keras 2 `Adam/m/head/kernel:0` or, with its
/// older optimizers, `Adam/head/kernel/m:0` (measured with Keras 3.15.1 and tf_keras 2.21.0).
enum SlotNames {
  /// Longer names than any that Keras writes are not taken apart.
  private static let mostComponents = 12
  private static let mostBytes = 1024

  /// The addresses of the variables in the order of the slots, each once; `nil` unless each slot names one variable.
  static func variables(with slots: [StoredWeight], layers: [Layer]) -> [String]? {
    guard slots.first.map({ $0.name.utf8.contains(UInt8(ascii: "/")) }) == true else { return nil }
    let names = addressesByName(layers)
    var found: [String] = []
    var seen: Set<String> = []
    for slot in slots where !slot.dataset.isScalar {
      guard let address = address(of: slot, names: names) else { return nil }
      if seen.insert(address).inserted { found.append(address) }
    }
    return found
  }

  /// Addresses by name, with slashes made underscores; `nil` for a name that two variables have.
  private static func addressesByName(_ layers: [Layer]) -> [String: String?] {
    var names: [String: String?] = [:]
    for layer in layers {
      for variable in layer.variables where variable.sameAs == nil {
        let own = joined(variable.name.pathComponents)
        // Keras 3.0 to 3.2 store the last component alone.
        let isBare = !variable.name.utf8.contains(UInt8(ascii: "/"))
        let name = isBare ? joined(layer.name.pathComponents) + "_" + own : own
        names[name] = names[name] == nil ? .some(variable.address) : .some(nil)
      }
    }
    return names
  }

  private static func address(of slot: StoredWeight, names: [String: String?]) -> String? {
    let components = slot.name.pathComponents
    guard (2...mostComponents).contains(components.count), slot.name.utf8.count <= mostBytes else {
      return nil
    }
    // Of all parts of the name that are a variable's, the longest.
    for length in stride(from: components.count, to: 0, by: -1) {
      for start in 0...(components.count - length) {
        if let found = names[joined(Array(components[start..<(start + length)]))] { return found }
      }
    }
    return addressInFront(of: joined([components[components.count - 1]]), names: names)
  }

  /// The variable whose name a slot's begins with: `head_kernel` of `head_kernel_average_gradient`.
  private static func addressInFront(of name: String, names: [String: String?]) -> String? {
    var rest = name[...]
    while let end = rest.utf8.lastIndex(of: UInt8(ascii: "_")) {
      rest = rest[..<end]
      if let found = names[String(rest)] { return found }
    }
    return nil
  }

  private static func joined(_ components: [String]) -> String {
    let name = components.joined(separator: "_")
    guard let colon = name.utf8.lastIndex(of: UInt8(ascii: ":")) else { return name }
    return String(name[..<colon])
  }
}
