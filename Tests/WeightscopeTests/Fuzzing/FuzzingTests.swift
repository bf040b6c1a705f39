import Foundation
import Testing
import Weightscope

/// Damaged files give a report or an error, and never end the program.
///
/// The numbers are the same in every run. `WEIGHTSCOPE_FUZZING=50` does fifty times as much as usual, and a second number
/// behind a comma begins elsewhere.
struct FuzzingTests {
  private static let work: (rounds: Int, seed: String) = {
    let parts = (ProcessInfo.processInfo.environment["WEIGHTSCOPE_FUZZING"] ?? "").split(separator: ",")
    return (parts.first.flatMap { Int($0) } ?? 1, parts.count > 1 ? String(parts[1]) : "")
  }()

  /// The samples that tell most when they are damaged: the small ones, and the large ones a few times.
  @Test(arguments: Sample.all)
  func damageGivesAReportOrAnError(_ sample: Sample) throws {
    try TemporaryFolder.use { folder in
      let copy = folder + "/" + URL(filePath: sample.path).lastPathComponent
      for file in try files(of: sample, copiedTo: copy) {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file)))
        var generator = SplitMix64(
          name: sample.file + URL(filePath: file).lastPathComponent + Self.work.seed)
        let count = (bytes.count < 200_000 ? 12 : 4) * Self.work.rounds
        for (number, damage) in Damage.some(count, of: bytes, with: &generator).enumerated() {
          try Data(damage.applied(to: bytes)).write(to: URL(filePath: file))
          look(at: copy, damage)
          if number % 4 == 1 { lookAtValues(of: copy, beside: sample.path, damage) }
        }
        try Data(bytes).write(to: URL(filePath: file))
      }
    }
  }

  /// Copies a sample with all that belongs to it, and names the files that are to be damaged.
  private func files(of sample: Sample, copiedTo copy: String) throws -> [String] {
    try FileManager.default.copyItem(atPath: sample.path, toPath: copy)
    if sample.layout == "keras-shards" {
      let name = URL(filePath: sample.path).lastPathComponent.replacingOccurrences(
        of: ".weights.json", with: "_0")
      let source = URL(filePath: sample.path).deletingLastPathComponent().path
      let folder = URL(filePath: copy).deletingLastPathComponent().path
      let shards = try FileManager.default.contentsOfDirectory(atPath: source).filter { $0.hasPrefix(name) }
        .sorted()
      for shard in shards {
        try FileManager.default.copyItem(atPath: source + "/" + shard, toPath: folder + "/" + shard)
      }
      return [copy] + shards.prefix(1).map { folder + "/" + $0 }
    }
    guard isFolder(copy) else { return [copy] }
    return try FileManager.default.contentsOfDirectory(atPath: copy).sorted().map { copy + "/" + $0 }
      .filter { !isFolder($0) }
  }

  private func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
  }

  private func look(at path: String, _ damage: Damage) {
    let entry = Inspection(path: path).entry
    switch entry {
    case .failure(let failure):
      #expect(!failure.error.message.isEmpty, "\(damage)")
    case .report(let report):
      let bytes = report.totals.bytes
      #expect(
        bytes.weights + bytes.optimizer + bytes.other + bytes.overhead + bytes.compression == report.bytes,
        "\(damage)")
      let rows = report.layers.reduce(0) { $0 &+ ($1.parent == nil ? $1.parameters : 0) }
      #expect(rows == report.totals.parameters, "\(damage)")
      var options = TextOptions()
      options.layers = true
      options.variables = true
      #expect(!report.text(options).isEmpty && !report.text(TextOptions()).isEmpty)
    }
    let document = Envelope(command: .inspect, files: [entry]).json()
    #expect(throws: Never.self, "\(damage)") { try JSON(document) }
  }

  /// The commands that read values go on where `inspect` ends.
  private func lookAtValues(of path: String, beside original: String, _ damage: Damage) {
    if let report = try? Weightscope.stats(path) {
      let document = Envelope(command: .stats, files: [.report(report)]).json()
      #expect(throws: Never.self, "\(damage)") { try JSON(document) }
    }
    let difference = Envelope.json(SeriesReport(steps: [Weightscope.diff(original, path)]))
    #expect(throws: Never.self, "\(damage)") { try JSON(difference) }
    if let file = try? ExplainableFile(path), let explanation = try? file.explanation() {
      #expect(!explanation.text(width: 100).isEmpty, "\(damage)")
    }
  }
}
