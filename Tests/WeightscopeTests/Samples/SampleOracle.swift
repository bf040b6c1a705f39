import Foundation

/// What the live model said when a sample was written: the truth that a report is held against.
struct SampleOracle: Decodable, Sendable {
  struct Variable: Decodable, Sendable {
    var role: String
    var shape: [Int]
    var dtype: String
    /// HDF5 path, with the shard in front; null where it is not stored.
    var address: String?
    var trainable: Bool
    /// Created as not trainable.
    var fixed: Bool
    /// The shape and type in the file, where they differ from the live ones.
    var storedShape: [Int]?
    var storedDtype: String?
    /// Index of the layer that holds the same variable before.
    var sameAs: Int?
  }

  struct Layer: Decodable, Sendable {
    var index: Int
    var parent: Int?
    /// Whether it is a member of a model, not a part of a composite layer.
    var member: Bool
    var name: String
    var `class`: String
    /// Whether its class is not Keras' own.
    var custom: Bool
    var variables: [Variable]
    var parameters: Int
    var trainableParameters: Int
  }

  struct Totals: Decodable, Sendable {
    var parameters: Int
    var trainable: Int
    var nonTrainable: Int
    var batchNormStatistics: Int
    var frozen: Int
    var fixed: Int
  }

  var totals: Totals
  var layers: [Layer]

  init(contentsOf path: String) throws {
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    self = try decoder.decode(SampleOracle.self, from: Data(contentsOf: URL(filePath: path)))
  }

  /// The stored variables of a layer and of its parts; members of a nested model are layers of their own.
  func variables(of layer: Layer) -> [Variable] {
    layer.variables.filter { $0.address != nil && $0.sameAs == nil }
      + layers.filter { $0.parent == layer.index && !$0.member }.flatMap(variables(of:))
  }

  /// The members of models that hold variables, themselves or in their parts, in their true order.
  var holders: [Layer] { layers.filter { $0.member && !variables(of: $0).isEmpty } }

  /// Whether a layer is a model with members of its own.
  func isModel(_ layer: Layer) -> Bool { layers.contains { $0.parent == layer.index && $0.member } }
}
