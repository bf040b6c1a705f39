import Testing

@testable import Reports

/// What a table gives up, and in which order.
struct TextTableTests {
  private func table() -> TextTable {
    var table = TextTable([
      .init("name", yields: true), .init("kind", leaves: 2), .init("count", isNumber: true),
      .init("picture", leaves: 1),
    ])
    table.rows = [["block_12_depthwise_BN", "stem", "1,234", "________"], ["b", "head", "5", "_"]]
    return table
  }

  @Test(arguments: [
    (60, "  block_12_depthwise_BN  stem  1,234  ________"),
    // The name yields: 25 columns are the others' …
    (36, "  block…se_BN  stem  1,234  ________"),
    // … then the picture leaves, and the name has its room again …
    (30, "  block_1…wise_BN  stem  1,234"),
    // … then the kind; a number always stays whole.
    (20, "  block…se_BN  1,234"), (10, "  bloc…_BN  1,234"),
  ]) func theFirstRow(_ width: Int, _ line: String) {
    let lines = table().lines(width: width)
    #expect(lines.count == 3)
    #expect(lines[1] == line)
  }

  /// A column that asks for room keeps it while others can leave, and yields when none can any more.
  @Test(arguments: [
    (34, "  block_12_…thwise_BN  stem  1,234"), (30, "  block_12_depthwise_BN  1,234"),
    (24, "  block_1…wise_BN  1,234"), (18, "  bloc…e_BN  1,234"),
  ]) func aNameThatNeedsRoom(_ width: Int, _ line: String) {
    var table = table()
    table.columns[0].narrowest = 18
    #expect(table.lines(width: width)[1] == line)
  }
}
