import LayerCatalog
import Testing

@Suite("Settings from strangers")
struct HostileSettingsTests {
  static let values: [SettingValue] = [
    .null, true, false, 0, -1, 1, 3, .integer(.max), .integer(.min), .integer(1 << 31), 1e300, -0.5,
    .number(.nan),
    .number(.infinity), "", "same", "int4/0_from_float32", [], [0], [-1, -1], [[1, 2], [3, 4]], [:],
    ["class_name": "Dense"],
    ["class_name": "Bidirectional", "config": [:]], .list([SettingValue](repeating: 2, count: 100)),
    ["config": ["mode": "gptq/4/9223372036854775807"]],
  ]

  static let shapes: [[TensorShape]] = [
    [], [[]], [[nil]], [[nil, nil]], [[nil, 0]], [[nil, 5]], [[nil, 4, 5]], [[nil, nil, nil, nil]],
    [[nil, 1 << 31, 1 << 31, 1 << 31]], [[nil, 4, 4, 4, 3]], [[nil, 6, 8], [nil, 5, 8]],
    [TensorShape([Int?](repeating: 2, count: 40))],
  ]

  @Test("No value makes a definition trap", arguments: LayerCatalog.definitions.map(\.className))
  func mutated(className: String) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let settings = definition.example?.settings ?? [:]
    let inputs = definition.example?.inputs ?? [[nil, 5]]
    let extra = [
      "dtype", "data_format", "padding", "axis", "strides", "layer", "cell", "lora_rank", "output_shape",
    ]
    for key in settings.keys + extra {
      for value in Self.values {
        var changed = settings
        changed[key] = value
        use(definition, changed, inputs)
      }
    }
    for shapes in Self.shapes { use(definition, settings, shapes) }
  }

  @Test("A Bidirectional in a Bidirectional in … is refused at once")
  func nestedBidirectional() throws {
    var layer: SettingValue = ["class_name": "LSTM", "config": ["units": 4]]
    for _ in 0..<60 { layer = ["class_name": "Bidirectional", "config": ["layer": layer]] }
    let definition = try #require(LayerCatalog.definition(named: "Bidirectional"))
    #expect(throws: PredictionFailure.self) {
      try definition.variables(["layer": layer], inputs: [[nil, 7, 3]])
    }
  }

  @Test("Products beyond 2^53 are no prediction")
  func overflow() throws {
    let definition = try #require(LayerCatalog.definition(named: "Dense"))
    #expect(throws: PredictionFailure.self) {
      try definition.variables(["units": .integer(1 << 31)], inputs: [[nil, 1 << 31]])
    }
    let flatten = try #require(LayerCatalog.definition(named: "Flatten"))
    #expect(try flatten.outputs([:], inputs: [[nil, 1 << 31, 1 << 31]]) == [[nil, nil]])
  }

  @Test("Stored shapes of any kind are read without a trap")
  func stored() {
    let shapes: [[Int]] = [
      [], [0], [1], [.max], [.max, .max], [0, 0, 0, 0], [1, 1, 1, 1], [2, 3], [3, .max, 2, .max],
    ]
    for first in shapes {
      for second in shapes {
        for third in shapes {
          let layer = LayerCatalog.recognize(
            LayerTraces(stored: [
              StoredShape(first), StoredShape(second), StoredShape(third, isInteger: true),
            ]))
          #expect(layer.variables.count == 3)
        }
      }
    }
    let many = LayerCatalog.recognize(
      LayerTraces(stored: [StoredShape](repeating: StoredShape([4, 4]), count: 2000)))
    #expect(many.className == "unknown")
  }

  private func use(_ definition: any LayerDefinition, _ settings: Settings, _ inputs: [TensorShape]) {
    let variables = try? definition.variables(settings, inputs: inputs)
    #expect(variables?.all.allSatisfy { $0.count >= 0 && $0.count <= 1 << 53 } ?? true)
    let outputs = (try? definition.outputs(settings, inputs: inputs)) ?? []
    let products = definition.multiplyAccumulates(settings, inputs: inputs, outputs: outputs) ?? 0
    #expect(products >= 0 && products <= 1 << 53)
  }
}
