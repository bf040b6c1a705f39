import KerasModels
import LayerCatalog
import Testing

@testable import AnalyticModel

@Suite("What neighbours let expect of a layer without a configuration")
struct NeighbourExpectationsTests {
  /// Convolutions and normalizations in a row, then a classifier.
  static func chain() throws -> Model {
    var model = try BuiltModel { network in
      var x = network.conv(8, to: network.input)
      x = network.normalized(x)
      x = network.activated(x)
      x = network.conv(12, bias: true, to: x)
      x = network.add("BatchNormalization", ["scale": false], to: x)
      x = network.add("GlobalAveragePooling2D", to: x)
      return network.add("Dense", ["units": 5], to: x)
    }.weightsOnly
    model.order = LayerOrder(source: .layerNames)
    return model
  }

  @Test("normalizations are as long as the layers around them say, nothing else is told")
  func normalizations() throws {
    let expected = try Self.chain().expectedByNeighbours
    #expect(
      expected.map { $0?.variables.map { "\($0.role.rawValue) \($0.shape)" } } == [
        nil, ["gamma [8]", "beta [8]", "moving_mean [8]", "moving_variance [8]"],
        nil, ["beta [12]", "moving_mean [12]", "moving_variance [12]"], nil,
      ])
    #expect(expected.compactMap { $0?.source } == [.neighbours, .neighbours])
    #expect(expected[1]?.variables.map(\.trainable) == [nil, nil, false, false])
  }

  @Test("no variable enters its own expectation")
  func independent() throws {
    let model = try Self.chain()
    let expected = model.expectedByNeighbours
    for (layer, stored) in model.layers.enumerated() {
      for variable in stored.variables.indices {
        let altered = model.altering(layer: layer, variable: variable)
        #expect(altered.expectedByNeighbours[layer] == expected[layer], "\(layer), \(variable)")
      }
    }
  }

  @Test("a normalization of another length deviates")
  func deviates() throws {
    let model = try Self.chain().altering(layer: 1, variable: 0)
    let ledger = Analysis(model).ledger
    #expect(ledger.mismatch == 1)
    #expect(ledger.entries[1].reason == "gamma is 9 instead of 8, channels: 9 instead of 8")
  }

  @Test("where names and shapes do not tell roles, the class does")
  func unknownRoles() throws {
    var model = try Self.chain().altering(layer: 1, variable: 2)
    for variable in 0..<4 { model.layers[1].variables[variable].role = .unknown }
    #expect(
      Analysis(model).ledger.entries[1].reason == "moving_mean is 9 instead of 8, channels: 9 instead of 8")
  }

  @Test("where branches are listed by depth, only what all layers in front agree on is expected")
  func branches() throws {
    func network(_ one: Int, _ other: Int) throws -> [Int?] {
      var model = try BuiltModel { network in
        let left = network.conv(one, to: network.input)
        let right = network.conv(other, to: network.input)
        let a = network.normalized(left)
        let b = network.normalized(right)
        let c = network.conv(4, to: a)
        let d = network.conv(4, to: b)
        return network.join("Add", c, d)
      }.weightsOnly
      model.order = LayerOrder(source: .layerNames)
      return model.expectedByNeighbours.map { $0?.variables.first?.shape.first }
    }
    #expect(try network(6, 6) == [nil, nil, 6, 6, nil, nil])
    #expect(try network(6, 9) == [nil, nil, nil, nil, nil, nil])
  }

  @Test("nothing is expected where the order of the layers is not known")
  func unordered() throws {
    var model = try Self.chain()
    model.order = LayerOrder(source: .counter)
    #expect(model.expectedByNeighbours == [nil, nil, nil, nil, nil])
    let reasons = Analysis(model).ledger.entries.map(\.reason)
    #expect(
      reasons.allSatisfy { $0 == "the file holds no configuration, and no other layer tells its shapes" })
  }
}
