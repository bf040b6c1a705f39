import Foundation
import Testing

/// The program run as a user runs it.
struct BinaryTests {
  struct Outcome {
    var output: String
    var errors: String
    var status: Int32
  }

  static let samples =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/SampleModels"

  /// The program lies beside the bundle of tests.
  static var binary: URL {
    for bundle in Bundle.allBundles where bundle.bundlePath.hasSuffix(".xctest") {
      return bundle.bundleURL.deletingLastPathComponent().appending(path: "weightscope")
    }
    return Bundle.main.bundleURL.appending(path: "weightscope")
  }

  static func run(_ arguments: [String], in folder: URL? = nil) throws -> Outcome {
    let process = Process()
    process.executableURL = binary
    process.arguments = arguments
    if let folder { process.currentDirectoryURL = folder }
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let errorText = errors.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return Outcome(
      output: String(decoding: text, as: UTF8.self), errors: String(decoding: errorText, as: UTF8.self),
      status: process.terminationStatus)
  }

  @Test func theFirstScreenFitsAHundredColumns() throws {
    let outcome = try Self.run([Self.samples + "/mobilenet_v2/mobilenet_v2_0.35_classes_5.h5"])
    #expect(outcome.status == 0)
    #expect(outcome.errors.isEmpty)
    #expect(outcome.output.contains("105 of 105 layers with variables match"))
    #expect(
      outcome.output.contains(
        "  16 block_16      inverted bottleneck   56    336  112 3 1 -   e+dw+p        62,608    61,040"))
    let table = outcome.output.split(separator: "\n").filter { !$0.contains(Self.samples) }
    #expect(table.count >= 20)
    #expect(table.allSatisfy { $0.count <= 100 })
  }

  /// The screen that README shows is the one that the program prints; `…` stands for lines left out.
  @Test func readmeShowsTheRealScreen() throws {
    let root = URL(filePath: Self.samples).deletingLastPathComponent()
    let readme = try String(contentsOf: root.appending(path: "README.md"), encoding: .utf8)
    let lines = readme.split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("$ weightscope SampleModels/") })
    let shown = lines[(start + 1)...].prefix { $0 != "```" }
    #expect(shown.count > 15)
    let file = String(lines[start].dropFirst("$ weightscope ".count))
    let outcome = try Self.run([file], in: root)
    var printed = outcome.output.split(separator: "\n", omittingEmptySubsequences: false)[...]
    for line in shown where line != "   …" {
      let place = try #require(
        printed.firstIndex(of: line), "README shows a line that is not printed: \(line)")
      printed = printed[(place + 1)...]
    }
  }

  @Test func noLineIsLongerThanAHundredColumns() throws {
    for file in ["mobilenet_v2/mobilenet_v2_0.35_classes_5.weights.h5", "mobilenet_v2/two_deviations.h5"] {
      let root = URL(filePath: Self.samples).deletingLastPathComponent()
      let outcome = try Self.run(["SampleModels/" + file, "--variables"], in: root)
      #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 100 })
    }
  }

  @Test func aMissingFileIsOneLineAndStatusTwo() throws {
    let outcome = try Self.run(["missing.h5"])
    #expect(outcome.status == 2)
    #expect(outcome.output.isEmpty)
    #expect(outcome.errors == "weightscope: missing.h5: no such file or folder\n")
  }

  @Test(arguments: ["/dev/zero", "/dev/null"]) func devicesAreNamed(_ path: String) throws {
    let outcome = try Self.run([path])
    #expect(outcome.status == 2)
    #expect(outcome.errors == "weightscope: \(path): this is a device, not a file\n")
  }

  @Test func oneBadFileDoesNotHideTheOthers() throws {
    let good = Self.samples + "/bottleneck/bn_three.keras"
    let outcome = try Self.run([good, "missing.h5", good, "--format", "ndjson"])
    #expect(outcome.status == 2)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].contains("\"status\":\"error\""))
    #expect(lines[0].contains("\"parameters\":756"))
    #expect(lines[0] == lines[2])
  }

  @Test(arguments: [
    [], ["--format", "nonsense", "x"], ["--timeout", "0", "x"], ["explain", "nothing"],
    ["explain", "dense", "--unit", "3"],
  ])
  func wrongUsageIsSixtyFour(_ arguments: [String]) throws {
    #expect(try Self.run(arguments).status == 64)
  }

  @Test func helpIsNoError() throws {
    let outcome = try Self.run(["--help"])
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("weightscope mobilenet_v2.h5"))
  }

  @Test func outputGoesToAFile() throws {
    let path = NSTemporaryDirectory() + "weightscope-\(ProcessInfo.processInfo.processIdentifier).json"
    defer { try? FileManager.default.removeItem(atPath: path) }
    let outcome = try Self.run([Self.samples + "/bottleneck/bn_two.h5", "--format", "json", "-o", path])
    #expect(outcome.status == 0 && outcome.output.isEmpty)
    let document =
      try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: path))) as? [String: Any]
    #expect(document?["schema"] as? String == "weightscope/1")
  }

}
