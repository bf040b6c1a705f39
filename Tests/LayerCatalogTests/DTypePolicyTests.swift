import LayerCatalog
import Testing

@Suite("Kernels by dtype policy")
struct DTypePolicyTests {
  /// As `keras.saving.serialize_keras_object` of Keras 3.15.1 writes it.
  private func map(_ path: String) -> SettingValue {
    let policy: SettingValue = [
      "class_name": "QuantizedDTypePolicy", "config": ["mode": "int8", "source_name": nil],
    ]
    let policies = SettingValue.dictionary(Settings([(path, policy)]))
    return ["class_name": "DTypePolicyMap", "config": ["default_policy": nil, "policy_map": policies]]
  }

  private func roles(_ className: String, _ settings: Settings, _ inputs: [TensorShape]) throws -> [[String]]
  {
    let definition = try #require(LayerCatalog.definition(named: className))
    let variables = try definition.variables(settings, inputs: inputs)
    return variables.parts.isEmpty
      ? [variables.own.map(\.role.rawValue)] : variables.parts.map { $0.variables.own.map(\.role.rawValue) }
  }

  @Test("A map of policies quantizes the layers whose paths it names (measured)")
  func policyMap() throws {
    let quantized = ["bias", "kernel", "kernel_scale"]
    let plain = ["kernel", "bias"]
    let attention: Settings = ["name": "mha", "num_heads": 2, "key_dim": 3, "dtype": map("mha/query")]
    #expect(
      try roles("MultiHeadAttention", attention, [[2, 6, 8], [2, 5, 8]]) == [quantized, plain, plain, plain])
    #expect(
      try roles("Dense", ["name": "mha", "units": 4, "dtype": map("mha/query")], [[nil, 6]]) == [plain])
    #expect(
      try roles("Dense", ["name": "dense", "units": 4, "dtype": map("dense")], [[nil, 6]]) == [quantized])
    #expect(throws: PredictionFailure.self) {
      try roles("Dense", ["name": "dense", "units": 4, "dtype": map("encoder/.*")], [[nil, 6]])
    }
  }

  @Test("int4 of Keras 3.12 packs the inputs, of 3.15 the outputs")
  func int4() throws {
    let definition = try #require(LayerCatalog.definition(named: "Dense"))
    func shapes(_ policy: SettingValue) throws -> [[Int]] {
      try definition.variables(["units": 5, "dtype": policy], inputs: [[nil, 7]]).own.map(\.shape)
    }
    #expect(try shapes("int4_from_float32") == [[5], [4, 5], [5]])
    #expect(try shapes("int4/-1_from_float32") == [[5], [7, 3], [5]])
    #expect(try shapes("int4/4_from_float32") == [[5], [7, 3], [2, 5], [2, 5], [7]])
    #expect(throws: PredictionFailure.setting(name: "dtype")) { try shapes("int4/0_from_float32") }
    #expect(throws: PredictionFailure.setting(name: "dtype")) { try shapes("int3_from_float32") }
  }

  @Test("Other policies change no shape", arguments: ["float32", "mixed_float16", "bfloat16", "float64"])
  func plain(policy: String) throws {
    #expect(try roles("Dense", ["units": 4, "dtype": .string(policy)], [[nil, 6]]) == [["kernel", "bias"]])
    let entry: SettingValue = ["class_name": "DTypePolicy", "config": ["name": .string(policy)]]
    #expect(try roles("Dense", ["units": 4, "dtype": entry], [[nil, 6]]) == [["kernel", "bias"]])
  }
}
