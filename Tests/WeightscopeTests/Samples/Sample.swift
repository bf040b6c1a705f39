import Foundation
import Testing
import Weightscope

/// A sample of the repository, with what its manifest expects of a report.
struct Sample: Decodable, Sendable, CustomTestStringConvertible {
  struct Totals: Decodable, Sendable {
    var parameters: Int
    /// Null where the file does not tell: a report says null there too, or the number of the live model.
    var trainable: Int?
    var nonTrainable: Int?
    var batchNormStatistics: Int
    var frozen: Int?
    var storedValues: Int
    var optimizer: Int
  }

  struct Optimizer: Decodable, Sendable {
    var name: String
    var step: Int
    var learningRate: Double?
    var slotsFor: [String]
  }

  var file: String
  var title: String
  var status: String
  var error: String?
  var layout: String?
  var kerasVersion: String?
  var order: String?
  /// Whether that source gives the true order of all layers.
  var inOrder: Bool?
  /// Whether the file holds the layers' own names.
  var names: Bool?
  /// Samples of one label hold the same layers and values, packed differently.
  var weights: String?
  var totals: Totals?
  var kinds: [String: Int]?
  var optimizer: Optimizer?
  /// Names of the layers that deviate on purpose.
  var mismatches: [String]
  var oracle: String?

  var path: String { Sample.folder + "/" + file }
  var testDescription: String { file }

  /// Whether a configuration names the classes of the layers.
  var hasConfiguration: Bool { order == "config" }

  /// The report of the sample. Each sample is read once for all tests.
  func report() throws -> FileReport {
    try #require(Sample.reports[file], "no report")
  }

  private static let reports: [String: FileReport] = {
    var reports: [String: FileReport] = [:]
    for sample in readable {
      if case .report(let report) = Inspection(path: sample.path).entry { reports[sample.file] = report }
    }
    return reports
  }()

  /// What the Keras that wrote the file says of the live model.
  func readOracle() throws -> SampleOracle {
    let oracle = try #require(oracle)
    return try SampleOracle(contentsOf: Sample.folder + "/" + oracle)
  }

  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().path + "/SampleModels"

  static let all: [Sample] = {
    struct Manifest: Decodable { var samples: [Sample] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let data = FileManager.default.contents(atPath: folder + "/manifest.json"),
      let manifest = try? decoder.decode(Manifest.self, from: data)
    else { return [] }
    return manifest.samples
  }()

  /// Those that Keras wrote, each with an oracle.
  static let written = all.filter { $0.oracle != nil }

  /// Those that give a report, whole or in part.
  static let readable = all.filter { $0.status != "error" }

  static func named(_ file: String) throws -> Sample { try #require(all.first { $0.file == file }) }
}
