import Foundation
import Testing

/// `weightscope explain` run as a user runs it.
struct ExplainTests {
  static let block = ["explain", "inverted-bottleneck", "--in", "3", "--expand", "18", "--out", "18"]

  @Test func theQuestionIsAnswered() throws {
    let outcome = try BinaryTests.run(Self.block)
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    for line in [
      "  weights alone                           540",
      "  with gamma and beta                     648   Keras: Trainable params",
      "  with moving mean and variance           756   Keras: Total params (Non-trainable params 108)",
    ] {
      #expect(outcome.output.contains(line))
    }
  }

  /// Every call of `explain` that README shows prints what README shows; `…` stands for lines left out.
  @Test func readmeShowsWhatIsPrinted() throws {
    let root = URL(filePath: BinaryTests.samples).deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let calls = lines.indices.filter { lines[$0].hasPrefix("$ weightscope explain ") }
    #expect(calls.count >= 5)
    for call in calls {
      let words = lines[call].dropFirst("$ weightscope ".count).split(separator: " ").map(String.init)
      let outcome = try BinaryTests.run(words, in: root)
      let shown = lines[(call + 1)...].prefix { $0 != "```" && !$0.hasPrefix("$ ") }
      var printed = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
      for line in shown where line != "   …" {
        let place = try #require(
          printed.firstIndex(of: line), "README shows a line that is not printed: \(line)")
        printed = printed[(place + 1)...]
      }
    }
  }

  @Test(arguments: [("756", 0), ("648", 0), ("540", 0), ("612", 1), ("3402", 1), ("3,402", 1), ("0.76k", 0)])
  func aClaimDecidesTheStatus(number: String, status: Int32) throws {
    #expect(try BinaryTests.run(Self.block + ["--claim", number]).status == status)
  }

  @Test func bottleneckIsTakenAsInverted() throws {
    let outcome = try BinaryTests.run(["explain", "bottleneck"] + Self.block.dropFirst(2))
    #expect(outcome.status == 0)
    #expect(outcome.output == (try BinaryTests.run(Self.block)).output)
    #expect(
      outcome.errors
        == "weightscope: bottleneck is taken as inverted-bottleneck; the other is resnet-bottleneck\n")
  }

  @Test func wrongUsageIsOneLineThatHelps() throws {
    let outcome = try BinaryTests.run(["explain", "dense", "--unit", "3", "--in", "4"])
    #expect(outcome.status == 64)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors.hasPrefix("weightscope: dense has no option --unit; it has --units, --use-bias, "))
    #expect(outcome.errors.filter { $0 == "\n" }.count == 1)
    #expect(try BinaryTests.run(Self.block + ["--claim", "many"]).status == 64)
    #expect(try BinaryTests.run(["explain", "--in", "3", "dense"]).status == 64)
  }

  @Test func withoutATopicTheTopicsAreListed() throws {
    let outcome = try BinaryTests.run(["explain"])
    #expect(outcome.status == 0)
    for topic in [
      "inverted-bottleneck", "resnet-bottleneck", "depthwise-conv2d", "lstm", "multi-head-attention",
    ] {
      #expect(outcome.output.contains("    \(topic) "))
    }
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func helpTeachesByExamples() throws {
    let outcome = try BinaryTests.run(["explain", "--help"])
    #expect(outcome.status == 0)
    #expect(
      outcome.output.contains("weightscope explain batch-normalization --in 512 --claim 2048"))
  }

  @Test(arguments: ["json", "ndjson"]) func documents(format: String) throws {
    let outcome = try BinaryTests.run(Self.block + ["--claim", "612", "--format", format])
    #expect(outcome.status == 1)
    #expect(format == "json" || outcome.output.filter { $0 == "\n" }.count == 1)
    let document = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    #expect(document?["schema"] as? String == "weightscope/1")
    #expect(document?["command"] as? String == "explain")
    #expect((document?["files"] as? [Any])?.isEmpty == true)
    let explanation = try #require(document?["explanation"] as? [String: Any])
    #expect(
      explanation["counts"] as? [String: Int] == [
        "weights": 540, "trainable": 648, "all": 756, "non_trainable": 108,
      ])
    #expect((explanation["steps"] as? [Any])?.count == 6)
    #expect((explanation["conventions"] as? [Any])?.count == 8)
    let claim = try #require(explanation["claim"] as? [String: Any])
    #expect(claim["value"] as? Int == 612)
    #expect(claim["right"] as? Bool == false)
    let reading = try #require((claim["readings"] as? [[String: Any]])?.first)
    #expect(reading["reading"] as? String == "BatchNorm after depthwise and project; trainable")
    #expect(reading["right"] as? Bool == true)
    #expect(reading["convention"] as? String == "trainable")
  }

  @Test func tables() throws {
    let markdown = try BinaryTests.run(Self.block + ["--format", "markdown"]).output
    #expect(markdown.contains("| depthwise | DepthwiseConv2D 3 x 3 | k²·e | 3·3·18 | 162 | 0 | 36 | 36 |"))
    let values = try BinaryTests.run(Self.block + ["--format", "csv"]).output
    #expect(
      values.contains("inverted-bottleneck,depthwise,DepthwiseConv2D 3 x 3,k²·e,3·3·18,162,0,36,36\r\n"))
  }

  // MARK: - Files

  static let network = BinaryTests.samples + "/mobilenet_v2/mobilenet_v2_0.35_classes_5"

  static let claims: [([String], Int32)] = [
    (["416,613"], 0), (["58M"], 0), (["410208"], 1), (["1"], 1), (["1616", "block_1"], 0),
    (["1617", "block_1"], 1),
  ]

  @Test(arguments: claims) func aClaimAboutAFileDecidesTheStatus(words: [String], status: Int32) throws {
    let outcome = try BinaryTests.run(
      ["explain", Self.network + ".h5"] + words.dropFirst() + ["--claim", words[0]])
    #expect(outcome.status == status)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
  }

  @Test func aBlockOfAFile() throws {
    let outcome = try BinaryTests.run(["explain", Self.network + ".h5", "block_1"])
    #expect(outcome.status == 0)
    #expect(outcome.output.hasPrefix("block_1: Inverted bottleneck   8 -> 48 -> 8, 3 x 3 depthwise, "))
    #expect(outcome.output.contains("Add                    none: stride 2        0"))
  }

  @Test func filesThatCannotBeRead() throws {
    let missing = try BinaryTests.run(["explain", "missing.h5", "--format", "json"])
    #expect(missing.status == 2)
    #expect(missing.errors == "weightscope: missing.h5: no such file or folder\n")
    let document = try JSONSerialization.jsonObject(with: Data(missing.output.utf8)) as? [String: Any]
    #expect(document?["explanation"] is NSNull)
    #expect((document?["files"] as? [Any])?.count == 1)
    let nothing = try BinaryTests.run(["explain", Self.network + ".h5", "nothing"])
    #expect(nothing.status == 64)
    #expect(nothing.output.isEmpty)
  }

  /// A file that was read only in part gives no certain answer.
  @Test func aDamagedFileWinsOverAClaim() throws {
    let path = BinaryTests.samples + "/broken/bad_weights.keras"
    #expect(try BinaryTests.run(["explain", path, "--claim", "1"]).status == 2)
  }
}
