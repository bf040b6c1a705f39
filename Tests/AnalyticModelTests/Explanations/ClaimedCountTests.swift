import AnalyticModel
import Testing

struct ClaimedCountTests {
  @Test(arguments: [
    ("3402", 3402, 3402...3402), ("3,402", 3402, 3402...3402), ("3_402", 3402, 3402...3402),
    ("3.4M", 3_400_000, 3_350_000...3_449_999), ("3.40M", 3_400_000, 3_395_000...3_404_999),
    ("300M", 300_000_000, 250_000_000...349_999_999), ("301M", 301_000_000, 300_500_000...301_499_999),
    ("25.6m", 25_600_000, 25_550_000...25_649_999), ("3.86G", 3_860_000_000, 3_855_000_000...3_864_999_999),
    ("1.2B", 1_200_000_000, 1_150_000_000...1_249_999_999), ("0.54k", 540, 535...544), ("0", 0, 0...0),
  ]) func numbers(text: String, value: Int, range: ClosedRange<Int>) throws {
    let claimed = try #require(ClaimedCount(text))
    #expect(claimed.value == value)
    #expect(claimed.range == range)
  }

  @Test(arguments: [
    "", "k", "3.4", "-3", "3402x", "1.2.3M", ".5M", "3.4567k", "99999999999999999999", "9999999G",
    "9999999999999999G", "∞",
  ])
  func nonsense(_ text: String) {
    #expect(ClaimedCount(text) == nil)
  }
}
