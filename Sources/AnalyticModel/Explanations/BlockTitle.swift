/// The ends of blocks' titles.
enum BlockTitle {
  private static let numbers = ["", "", "both", "all three", "all four"]

  /// Where batch normalizations stand; one that a block begins with is called `input`.
  static func batchNorm(after steps: [String], of all: [String]) -> String {
    if steps.isEmpty { return ", no BatchNorm" }
    let behind = steps.filter { $0 != "input" }
    let front = behind.count < steps.count ? "in front" : ""
    if behind.isEmpty { return ", BatchNorm " + front }
    let isAll = behind.count == all.count { $0 != "input" } && numbers.indices.contains(behind.count)
    let words = isAll && !numbers[behind.count].isEmpty ? numbers[behind.count] : Numerals.list(behind)
    return ", BatchNorm " + (front.isEmpty ? "" : front + " and ") + "after " + words
  }

  static func biases(in steps: [String], of all: [String]) -> String {
    if steps.isEmpty { return ", no biases" }
    return steps.count == all.count ? ", biases" : ", biases in " + Numerals.list(steps)
  }
}
