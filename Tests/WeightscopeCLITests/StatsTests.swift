import Foundation
import Testing

/// `weightscope stats` as a user runs it.
struct StatsTests {
  private static let fixtures =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "ChecksTests/Fixtures").path

  @Test func aDamagedChunkMakesTheFilePartial() throws {
    let outcome = try BinaryTests.run(["stats", Self.fixtures + "/numbers-damaged.h5"])
    #expect(outcome.status == 2)
    #expect(outcome.errors.isEmpty)
    #expect(
      outcome.output.contains(
        "  note: cannot read the values of a dataset: data error detected by Fletcher32 checksum (float32)"))
    #expect(outcome.output.contains("  scalar"))
    let json = try BinaryTests.run(["stats", Self.fixtures + "/numbers-damaged.h5", "--format", "ndjson"])
    #expect(json.status == 2)
    #expect(json.output.contains("\"status\":\"partial\""))
  }

  @Test func suspiciousVariablesComeFirst() throws {
    let outcome = try BinaryTests.run(["stats", Self.fixtures + "/numbers.h5"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains(
        """
          Suspicious   NaN (danger): 3 places
                         float16_special: 1 of 9 values is NaN, at [7]
                         only_nan: 7 of 7 values are NaN
                         special: 3 of 5,000 values are NaN, the first at [3]
                         Everything that is computed from these values is NaN too.
                       infinite values (danger): 2 places
        """))
    let lines = outcome.output.split(separator: "\n").filter { !$0.contains(Self.fixtures) }
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func oneLayerAsCommaSeparatedValues() throws {
    let sample = BinaryTests.samples + "/bottleneck/bn_three.h5"
    let outcome = try BinaryTests.run([
      "stats", sample, "--select", "*expand", "--sha256", "--format", "csv", "--threads", "1",
    ])
    #expect(outcome.status == 0)
    let lines = outcome.output.split(separator: "\r\n").map(String.init)
    #expect(lines.count == 2)
    // numpy over h5py's `block_expand/kernel`
    #expect(
      lines.last?.contains(
        ",54,54,0,0,0,-2.0549256801605225,1.6333333253860474,-0.21801271745762615,0.7196952773667383,")
        == true)
    #expect(
      lines.last?.contains("11dc6eba41f861c118d71c42676afcea89297ab544de699b8466983eb4f19342") == true)
  }

  /// Layers keep the index that they have among all.
  @Test(arguments: ["inspect", "stats"]) func oneLayerAsJSON(_ command: String) throws {
    let sample = BinaryTests.samples + "/bottleneck/bn_three.h5"
    let outcome = try BinaryTests.run([command, sample, "--select", "*depthwise", "--format", "json"])
    let document = try #require(
      try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let file = try #require((document["files"] as? [[String: Any]])?.first)
    let layers = try #require(file["layers"] as? [[String: Any]])
    #expect(layers.compactMap { $0["name"] as? String } == ["block_depthwise"])
    #expect(layers.compactMap { $0["index"] as? Int } == [4])
    #expect((file["totals"] as? [String: Any])?["parameters"] as? Int == 756)
  }

  @Test func inspectShowsFiguresOnRequest() throws {
    let outcome = try BinaryTests.run([BinaryTests.samples + "/bottleneck/bn_three.h5", "--stats"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("  Parameters   756   trainable 648"))
    #expect(outcome.output.contains("histogram"))
    let wrong = try BinaryTests.run(["stats", "x.h5", "--threads", "0"])
    #expect(wrong.status == 64)
  }
}
