import Testing

@testable import Reports

/// Names come from strangers.
struct EscapingTests {
  @Test(arguments: [
    ("plain", "plain"), ("=1+1", "'=1+1"), ("a,b", "\"a,b\""), ("say \"x\"", "\"say \"\"x\"\"\""),
    ("-5", "-5"),
    ("@x", "'@x"),
  ]) func commaSeparated(_ cell: String, _ expected: String) {
    #expect(CommaSeparated.escaped(cell) == expected)
  }

  @Test func markdown() {
    #expect(MarkdownTable.escaped("a|b*c") == "a\\|b\\*c")
  }

  @Test func terminals() {
    #expect(SafeText.of("a\u{1B}[31mb\nc") == "a\\u{1b}[31mb\\u{a}c")
    #expect(SafeText.of("größe") == "größe")
  }

  @Test func namesAreCutInTheMiddle() {
    #expect(DisplayWidth.cut("block_12_depthwise_BN", to: 12) == "block_…se_BN")
    #expect(DisplayWidth.cut("日本語の名前", to: 7) == "日…前")
    #expect(DisplayWidth.cut("short", to: 12) == "short")
  }

  @Test(arguments: [
    (33, ["  Total   12   of them 3   rest 9"]), (32, ["  Total   12   of them 3", "    rest 9"]),
    (16, ["  Total   12", "    of them 3", "    rest 9"]),
    (11, ["  Total", "    12   of", "    them 3", "    rest 9"]),
  ]) func linesBreakBetweenFields(_ width: Int, _ lines: [String]) {
    #expect(Wrapping.fields("  Total   12   of them 3   rest 9", width: width, indent: 4) == lines)
  }

  @Test func sentencesBreakAtSpaces() {
    #expect(
      Wrapping.lines("  note: one two three", width: 14, indent: 4) == ["  note: one", "    two three"])
  }
}
