import LayerCatalog

/// The parts of blocks' titles.
enum BlockTitle {
  /// `3 -> 18 -> 18`, without options that are not given.
  static func channels(_ settings: Settings, _ names: String...) -> String {
    let numbers = names.flatMap { name -> [Int] in
      switch settings[name] {
      case .list(let values)?: values.compactMap(\.exactInteger)
      case let value?: value.exactInteger.map { [$0] } ?? []
      case nil: []
      }
    }
    return numbers.map(String.init).joined(separator: " -> ")
  }

  /// `, 3 x 3`
  static func kernel(_ settings: Settings) -> String {
    settings["kernel"]?.exactInteger.map { ", \($0) x \($0)" } ?? ""
  }

  private static let numbers = ["", "", "both", "all three", "all four"]

  /// Where batch normalizations stand; one that a block begins with is called `input`.
  static func batchNorm(after steps: [String], of all: [String]) -> String {
    if steps.isEmpty { return ", no BatchNorm" }
    let behind = steps.filter { $0 != "input" }
    let front = behind.count < steps.count ? "in front" : ""
    if behind.isEmpty { return ", BatchNorm " + front }
    let isAll = behind.count > 1 && behind.count == all.count { $0 != "input" }
    let words =
      !isAll
      ? Numerals.list(behind)
      : numbers.indices.contains(behind.count) ? numbers[behind.count] : "all \(behind.count)"
    return ", BatchNorm " + (front.isEmpty ? "" : front + " and ") + "after " + words
  }

  static func biases(in steps: [String], of all: [String]) -> String {
    if steps.isEmpty { return ", no biases" }
    return steps.count == all.count ? ", biases" : ", biases in " + Numerals.list(steps)
  }
}
