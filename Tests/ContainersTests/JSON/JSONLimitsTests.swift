import Testing

@testable import Containers

/// What a text from a stranger may cost.
@Suite struct JSONLimitsTests {
  private func limits(_ change: (inout Limits) -> Void) -> Limits {
    var limits = Limits()
    change(&limits)
    return limits
  }

  @Test(arguments: [("[", "]"), (#"{"a":"#, "}")])
  func nestingUpToTheLimit(opening: String, closing: String) throws {
    func nested(_ depth: Int) -> String {
      String(repeating: opening, count: depth) + "1" + String(repeating: closing, count: depth)
    }
    let limits = limits { $0.jsonDepth = 40 }
    #expect(throws: Never.self) { try JSONReader.read(nested(40), limits: limits) }
    let error = #expect(throws: JSONError.self) { try JSONReader.read(nested(41), limits: limits) }
    #expect(error?.reason == .nestedTooDeeply(limit: 40))
    #expect(error?.offset == 40 * opening.utf8.count)
  }

  /// No limit that a caller sets lets a text reach the depth at which freeing its value would overflow the stack.
  @Test func deepestNestingHoldsWhateverTheLimit() throws {
    let limits = limits { $0.jsonDepth = .max }
    let deepest = JSONReader.deepestNesting
    let deep = String(repeating: "[", count: deepest) + String(repeating: "]", count: deepest)
    var value = try JSONReader.read(deep, limits: limits)
    var depth = 1
    while let inner = value.array?.first {
      value = inner
      depth += 1
    }
    #expect(depth == deepest)
    let error = #expect(throws: JSONError.self) {
      try JSONReader.read(String(repeating: "[", count: 1_000_000), limits: limits)
    }
    #expect(error?.reason == .nestedTooDeeply(limit: deepest))
  }

  @Test func lengthUpToTheLimit() {
    let limits = limits { $0.jsonBytes = 6 }
    #expect(throws: Never.self) { try JSONReader.read("[1, 2]", limits: limits) }
    let error = #expect(throws: JSONError.self) { try JSONReader.read("[1, 22]", limits: limits) }
    #expect(error?.reason == .textTooLong(limit: 6))
  }

  @Test func valuesUpToTheLimit() {
    let limits = limits { $0.jsonValues = 4 }
    #expect(throws: Never.self) { try JSONReader.read(#"[1, {"a": 2}]"#, limits: limits) }
    let error = #expect(throws: JSONError.self) { try JSONReader.read(#"[1, {"a": 2}, 3]"#, limits: limits) }
    #expect(error?.reason == .tooManyValues(limit: 4))
  }
}
