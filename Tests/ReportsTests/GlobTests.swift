import Reports
import Testing

struct GlobTests {
  @Test(arguments: [
    ("block_1_*", "block_1_expand", true), ("block_1_*", "block_10_expand", false), ("*", "", true),
    ("conv2d_?", "conv2d_1", true), ("conv2d_?", "conv2d_12", false), ("block_[1-3]", "block_2", true),
    ("block_[1-3]", "block_4", false), ("*_BN", "block_1_expand_BN", true), ("a*b*c", "aXbYc", true),
    ("a*b*c", "aXbY", false),
  ]) func matching(_ pattern: String, _ text: String, _ expected: Bool) {
    #expect(Glob(pattern).matches(text) == expected)
  }
}
