import Foundation
import Testing
import Weightscope

/// Every document follows the JSON Schemas of the repository: each key is there, and none that they do not name.
struct ContractTests {
  private static let folder =
    URL(filePath: Sample.folder).deletingLastPathComponent().path + "/Schemas/weightscope-1"

  private static let schema = Result { try JSONSchema(folder: folder) }

  private func errors(in bytes: [UInt8], by document: String) throws -> [String] {
    try Self.schema.get().errors(in: JSON(bytes), by: document)
  }

  @Test(arguments: Sample.all)
  func everySampleFollowsTheContract(_ sample: Sample) throws {
    let entry = Inspection(path: sample.path).entry
    let document = Envelope(command: .inspect, files: [entry]).json()
    #expect(try errors(in: document, by: "document.json") == [])
    let line = entry.jsonLine(command: .inspect)
    #expect(line.count { $0 == UInt8(ascii: "\n") } == 1)
    #expect(try JSON(line)["path"] == .string(sample.path))
    if sample.status == "error" { #expect(try errors(in: line, by: "line.json") == []) }
  }

  @Test(arguments: Sample.readable)
  func statisticsFollowTheContract(_ sample: Sample) throws {
    var options = StatisticsOptions()
    options.sha256 = true
    let document = Envelope(
      command: .stats, files: [.report(try Weightscope.stats(sample.path, options: options))]
    ).json()
    #expect(try errors(in: document, by: "document.json") == [])
  }

  @Test(arguments: [
    ["flowers_0_before.h5", "flowers_1_head_trained.keras"],
    ["flowers_0_before.h5", "flowers_1_head_trained.keras", "flowers_2_fine_tuned.keras"],
    ["flowers_0_before.keras", "../mobilenet_v2/mobilenet_v2_0.35_classes_5.h5"],
    ["flowers_0_before.keras", "../broken/truncated.h5"],
  ]) func differencesFollowTheContract(_ files: [String]) throws {
    let series = Weightscope.series(files.map { Sample.folder + "/transfer/" + $0 })
    #expect(series.steps.count == files.count - 1)
    #expect(try errors(in: Envelope.json(series), by: "document.json") == [])
  }

  @Test func linesFollowTheContract() throws {
    for file in ["bottleneck/bn_two.keras", "storage/unzipped", "broken/bad_crc.keras"] {
      let line = Inspection(path: Sample.folder + "/" + file).entry.jsonLine(command: .inspect)
      #expect(try errors(in: line, by: "line.json") == [])
    }
  }

  /// Every topic with its worked example, and with a claim that has many readings.
  @Test(arguments: (ExplanationTopics.blocks + ExplanationTopics.layers).map(\.name))
  func explanationsFollowTheContract(_ name: String) throws {
    let topic = try ExplanationTopics.named(name)
    guard let explanation = try? topic.explanation([:], claim: nil) else { return }
    #expect(try errors(in: explanation.json(), by: "document.json") == [])
    let claimed = try topic.explanation([:], claim: ClaimedCount("0.6k"))
    #expect(try errors(in: claimed.json(), by: "document.json") == [])
  }

  @Test func claimsOnFilesFollowTheContract() throws {
    let file = try ExplainableFile(Sample.folder + "/mobilenet_v2/mobilenet_v2_0.35_classes_5.h5")
    for (item, claim) in [(nil, "58M"), (nil, "0.38M"), ("block_1", "1616"), ("Conv1", nil)]
      as [(String?, String?)]
    {
      let explanation = try file.explanation(of: item, claim: claim.flatMap { ClaimedCount($0) })
      let document = ExplanationDocument(files: [.report(file.report)], explanation: explanation).json()
      #expect(try errors(in: document, by: "document.json") == [])
    }
  }

  /// The whole model, and its first layer with variables, explained from the file.
  @Test(arguments: Sample.readable)
  func explanationsOfFilesFollowTheContract(_ sample: Sample) throws {
    let file = try ExplainableFile(sample.path)
    let layer = file.report.layers.first { !$0.variables.isEmpty }
    for item in [nil, layer?.address] {
      guard let explanation = try? file.explanation(of: item) else { continue }
      let document = ExplanationDocument(files: [.report(file.report)], explanation: explanation).json()
      #expect(try errors(in: document, by: "document.json") == [])
    }
  }

  @Test func differencesFollowTheContract() throws {
    let series = ["0_before.keras", "1_head_trained.weights.h5", "2_fine_tuned.keras", "missing"].map {
      Sample.folder + "/transfer/flowers_" + $0
    }
    for paths in [Array(series.prefix(2)), Array(series.prefix(3)), series] {
      let document = Envelope.json(Weightscope.series(paths))
      #expect(try errors(in: document, by: "document.json") == [])
    }
  }

  /// The schemas themselves can fail: a document with a key too few or too many is not valid.
  @Test func deviationsAreFound() throws {
    let entry = Inspection(path: Sample.folder + "/bottleneck/bn_two.keras").entry
    let text = String(decoding: Envelope(command: .inspect, files: [entry]).json(), as: UTF8.self)
    for (written, instead) in [
      ("\"ledger\":", "\"legder\":"), ("\"status\":\"ok\"", "\"status\":\"fine\""),
      ("\"stored_values\":", "\"stored\":"), ("\"schema\":\"weightscope/1\"", "\"schema\":\"weightscope/2\""),
      ("\"batch_norm_statistics\":72", "\"batch_norm_statistics\":null"), ("\"error\":null", "\"error\":{}"),
    ] {
      #expect(text.contains(written))
      let changed = text.replacingOccurrences(of: written, with: instead)
      #expect(try !errors(in: Array(changed.utf8), by: "document.json").isEmpty, "\(written)")
    }
  }
}
