import Foundation
import Testing

/// The samples of the repository with what live Keras said of each.
struct Sample: Decodable, Sendable, CustomTestStringConvertible {
  struct Totals: Decodable, Sendable {
    var parameters: Int
    var trainable: Int?
    var non_trainable: Int?
    var batch_norm_statistics: Int
    var frozen: Int?
    var stored_values: Int
    var optimizer: Int
  }

  var file: String
  var status: String
  var error: String?
  var layout: String?
  var keras_version: String?
  var order: String?
  var totals: Totals?
  var kinds: [String: Int]?
  var mismatches: [String]?

  var path: String { Sample.folder + "/" + file }
  var testDescription: String { file }

  static let folder =
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path + "/SampleModels"

  static let all: [Sample] = {
    struct Manifest: Decodable { var samples: [Sample] }
    guard let data = FileManager.default.contents(atPath: folder + "/manifest.json"),
      let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
    else { return [] }
    return manifest.samples
  }()
}
