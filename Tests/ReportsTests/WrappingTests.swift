import Testing

@testable import Reports

/// A text behind a head.
struct WrappingTests {
  @Test func besideTheHead() {
    #expect(
      Wrapping.hanging("  name  ", "one two three four five", width: 30) == [
        "  name  one two three four", "        five",
      ])
  }

  /// Words would stand one below the other: they get lines of their own.
  @Test func belowALongHead() {
    #expect(
      Wrapping.hanging("  a-very-long-name   ", "one two three four five", width: 30) == [
        "  a-very-long-name", "      one two three four five",
      ])
    #expect(Wrapping.hanging("  a-very-long-name   ", "", width: 30) == ["  a-very-long-name   "])
    #expect(Wrapping.hanging("               ", "one two", width: 30) == ["                   one two"])
  }
}
