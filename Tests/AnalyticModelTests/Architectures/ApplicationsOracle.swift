import Foundation
import LayerCatalog

@testable import AnalyticModel

/// What live Keras 3.15.1 counted in its applications: one row per block. The file's legend says what is what.
struct ApplicationsOracle: Decodable {
  struct Variant: Decodable, CustomStringConvertible, Sendable {
    var name: String
    var args: Arguments
    var size: Int
    var top: [Int]
    var noTop: [Int]
    var classes10: [Int]
    var layersWithVariables: Int
    var variables: Int
    var macs: Int
    var shapesSha25616: String
    var namePrefix: String?
    var blocks: [Block]

    var description: String {
      let alpha = args.alpha.map { " alpha \($0)" } ?? ""
      return name + alpha + (args.minimalistic == true ? " minimalistic" : "")
    }

    /// Keras' arguments as the oracle gives them, on top of the architecture's defaults.
    func arguments(_ architecture: any Architecture) -> ArchitectureArguments {
      var arguments = architecture.defaults
      arguments.height = size
      arguments.width = size
      if let alpha = args.alpha { arguments.own["alpha"] = .number(alpha) }
      if let minimalistic = args.minimalistic { arguments.own["minimalistic"] = .bool(minimalistic) }
      return arguments
    }
  }

  struct Arguments: Decodable, Sendable {
    var alpha: Double?
    var minimalistic: Bool?
  }

  /// The columns of a row, in order.
  struct Block: Decodable, Sendable {
    var kind: String
    var name: String
    var input: Int
    var expand: Int?
    var output: Int?
    var kernel: [Int]?
    var stride: Int?
    var shortcut: String?
    var squeeze: Int?
    var normalized: String?
    var parameters: Int
    var trainable: Int
    var statistics: Int
    var macs: Int

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      kind = try row.decode(String.self)
      name = try row.decode(String.self)
      input = try row.decode(Int.self)
      expand = try row.decode(Int?.self)
      output = try row.decode(Int?.self)
      if let side = try? row.decode(Int.self) {
        kernel = [side, side]
      } else {
        kernel = try row.decode([Int]?.self)
      }
      stride = try row.decode(Int?.self)
      shortcut = try row.decode(String?.self)
      squeeze = try row.decode(Int?.self)
      if let count = try? row.decode(Int.self) {
        normalized = String(count)
      } else {
        normalized = try row.decode(String?.self)
      }
      parameters = try row.decode(Int.self)
      trainable = try row.decode(Int.self)
      statistics = try row.decode(Int.self)
      macs = try row.decode(Int.self)
    }
  }

  var kinds: [String: String]
  var variants: [Variant]

  static let shared: ApplicationsOracle = {
    guard let url = Bundle.module.url(forResource: "applications", withExtension: "json"),
      let data = try? Data(contentsOf: url)
    else { preconditionFailure("the oracle is missing from the test's resources") }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    do {
      return try decoder.decode(ApplicationsOracle.self, from: data)
    } catch {
      preconditionFailure("the oracle cannot be read: \(error)")
    }
  }()
}

extension ArchitectureGraph {
  /// The shapes of `model.weights` as Python's `json.dumps` writes them.
  var shapesText: String {
    let shapes = layers.flatMap(\.variables).map { variable in
      "[" + variable.shape.map(String.init).joined(separator: ", ") + "]"
    }
    return "[" + shapes.joined(separator: ", ") + "]"
  }
}
