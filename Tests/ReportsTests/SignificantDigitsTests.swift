import Foundation
import Testing

@testable import Reports

/// Three digits as `printf` writes them.
struct SignificantDigitsTests {
  @Test(arguments: [
    (0.0, "0"), (1, "1"), (-1, "-1"), (1.5, "1.5"), (12.34, "12.3"), (999.4, "999"), (999.6, "1e+03"),
    (1234, "1.23e+03"), (100_000, "1e+05"), (0.1, "0.1"), (-0.001, "-0.001"), (0.000_123_4, "0.000123"),
    (0.000_099_96, "0.0001"), (0.000_012_3, "1.23e-05"), (3.2e10, "3.2e+10"), (1e300, "1e+300"),
    (.infinity, "inf"),
  ])
  func text(_ value: Double, _ expected: String) {
    #expect(SignificantDigits.text(value) == expected)
  }

  @Test func noNumber() { #expect(SignificantDigits.text(nil) == "-") }

  /// Ties between two roundings, numbers beside powers of ten and of two, and what lies between.
  @Test func asTheLibraryWritesIt() {
    var values: [Double] = []
    for power in -20...20 {
      for digits in [1, 1.005, 1.015, 1.0049999, 1.0050001, 1.235, 2.5, 9.985, 9.994, 9.995, 9.996, 9.9999] {
        let value = digits * pow(10, Double(power))
        values += [value, -value, value.nextUp, value.nextDown]
      }
    }
    for power in -64...64 {
      values += [Double(sign: .plus, exponent: power, significand: 1), pow(1.7, Double(power))]
    }
    for value in values {
      #expect(SignificantDigits.text(value) == String(format: "%.3g", value))
    }
  }
}
