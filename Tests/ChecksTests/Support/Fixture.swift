import Containers
import Foundation
import KerasModels
import Testing

@testable import Checks

/// The files beside the tests, made by `make_fixtures.py`.
enum Fixture {
  static func path(_ name: String) throws -> String {
    try #require(Bundle.module.resourceURL).appending(components: "Fixtures", name).path(
      percentEncoded: false)
  }

  static func json<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
    try JSONDecoder().decode(type, from: Data(contentsOf: URL(filePath: path(name))))
  }

  /// A file that is open, and the model in it.
  static func open(_ name: String) throws -> (contents: ContainerContents, model: Model) {
    let contents = try ContainerReader.read(path: path(name), limits: Limits())
    return (contents, ModelReader.read(contents))
  }
}

/// numpy's figures of a dataset.
struct Oracle: Decodable {
  var count: Int
  var finite: Int
  var nan: Int
  var inf: Int
  var zero: Int
  var min: Double?
  var max: Double?
  var mean: Double?
  var std: Double?
  var l2: Double?
  var sha256: String
}

/// The models of the repository, by what is in `SampleModels`.
enum SampleModels {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "SampleModels")
}
