import Testing
import Weightscope

/// What is frozen, said as fine-tuners think of it. Which layers were frozen stands in the script that made the samples.
struct FrozenLinesTests {
  @Test(arguments: [
    ("transfer/flowers_0_before.keras", "Frozen       backbone: every layer is frozen, 740 parameters"),
    (
      "transfer/nested_partly_frozen.h5",
      "Frozen       backbone: layers[:4] frozen, trainable from block_1_expand on: 512"
    ),
    ("transfer/flat_frozen.keras", "Frozen       flowers: layers[:13] frozen, trainable from pool on: 25"),
  ]) func theLine(_ sample: String, _ line: String) throws {
    let text = try Weightscope.inspect(Sample.folder + "/" + sample).text(TextOptions())
    #expect(text.contains(line))
  }

  /// Weights alone do not tell what is frozen.
  @Test func noLineWithoutAConfiguration() throws {
    let text = try Weightscope.inspect(Sample.folder + "/" + "transfer/flowers_0_before.weights.h5").text(
      TextOptions())
    #expect(!text.contains("  Frozen  "))
  }
}
