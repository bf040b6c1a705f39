import Foundation
import Testing

/// All samples in one call of the program, as a user or a script has it.
struct SamplesTests {
  private struct Manifest: Decodable {
    struct Entry: Decodable {
      var file: String
      var status: String
      var error: String?
    }
    var samples: [Entry]
  }

  private static let root = URL(filePath: BinaryTests.samples).deletingLastPathComponent()

  private func samples() throws -> [Manifest.Entry] {
    let manifest = try Data(contentsOf: URL(filePath: BinaryTests.samples + "/manifest.json"))
    return try JSONDecoder().decode(Manifest.self, from: manifest).samples
  }

  /// One line for each file in the order of the arguments, one line on the other stream for each that is broken.
  @Test func oneLinePerFileInOrder() throws {
    let samples = try samples()
    #expect(samples.count >= 195)
    let outcome = try BinaryTests.run(
      ["--format", "ndjson"] + samples.map { "SampleModels/" + $0.file }, in: Self.root)
    #expect(outcome.status == 2)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count == samples.count)
    for (line, sample) in zip(lines, samples) {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      #expect(object?["path"] as? String == "SampleModels/" + sample.file)
      #expect(object?["status"] as? String == sample.status, "\(sample.file)")
      let error = object?["error"] as? [String: Any]
      #expect(error?["code"] as? String == sample.error, "\(sample.file)")
    }
    let errors = outcome.errors.split(separator: "\n")
    let broken = samples.filter { $0.status == "error" }
    #expect(errors.count == broken.count)
    for (line, sample) in zip(errors, broken) {
      #expect(line.hasPrefix("weightscope: SampleModels/\(sample.file): "), "\(line)")
    }
  }

  @Test(arguments: [[], ["--layers"], ["--layers", "--variables"]])
  func textFitsAHundredColumns(_ flags: [String]) throws {
    let files = try samples().filter { $0.status != "error" }.map { "SampleModels/" + $0.file }
    let outcome = try BinaryTests.run(flags + files, in: Self.root)
    let lines = outcome.output.split(separator: "\n")
    #expect(lines.count > 1000)
    // A command to be copied is never broken.
    for line in lines where !line.hasPrefix("  weightscope ") { #expect(line.count <= 100, "\(line)") }
  }

  /// Each status is the file's own: 0 for what was read whole, 2 for what was not.
  @Test(arguments: [
    ("bottleneck/bn_three.keras", 0), ("mobilenet_v2/two_deviations.h5", 0), ("broken/bad_crc.keras", 2),
    ("broken/truncated.h5", 2), ("broken/git_lfs_pointer.h5", 2), ("storage/unzipped", 0),
    ("storage/shards.weights.json", 0),
  ]) func exitStatus(_ file: String, _ status: Int32) throws {
    #expect(try BinaryTests.run(["SampleModels/" + file], in: Self.root).status == status)
  }
}
