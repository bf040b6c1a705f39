import LayerCatalog
import Testing

@Suite("The order of variables in a Keras 3 weights file")
struct StoredOrderTests {
  @Test(
    "Measured with Keras 3.15.1, GPTQ and AWQ read in its source",
    arguments: [
      ("Dense", ["units": 4], ["kernel", "bias"]),
      ("Dense", ["units": 4, "dtype": "int8_from_float32"], ["kernel", "bias", "kernel_scale"]),
      (
        "Dense", ["units": 4, "dtype": "int4/128_from_float32"],
        ["kernel", "bias", "kernel_scale", "kernel_zero", "g_idx"]
      ),
      (
        "Dense", ["units": 4, "dtype": "float8_from_float32"],
        [
          "kernel", "bias", "inputs_scale", "inputs_amax_history", "kernel_scale", "kernel_amax_history",
          "outputs_grad_scale", "outputs_grad_amax_history",
        ]
      ),
      ("Dense", ["units": 4, "lora_rank": 2], ["kernel", "bias"]),
      (
        "Dense", ["units": 4, "dtype": "gptq/4/8_from_float32"],
        ["bias", "kernel", "kernel_scale", "kernel_zero", "g_idx"]
      ),
      (
        "Dense", ["units": 4, "dtype": "awq/4/-1_from_float32"],
        ["bias", "kernel", "kernel_scale", "kernel_zero", "awq_scales", "g_idx"]
      ),
      (
        "Embedding", ["input_dim": 11, "output_dim": 4, "dtype": "int8_from_float32"],
        ["embeddings", "embeddings_scale"]
      ),
      ("Embedding", ["input_dim": 11, "output_dim": 4, "lora_rank": 2], ["embeddings"]),
    ] as [(String, Settings, [String])])
  func order(className: String, settings: Settings, roles: [String]) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    let own = try definition.variables(settings, inputs: [[nil, 6]]).own
    #expect(definition.storedOrder(own, settings: settings).map(\.role.rawValue) == roles)
  }

  @Test("Other layers are stored in the order of their weights")
  func others() throws {
    let definition = try #require(LayerCatalog.definition(named: "BatchNormalization"))
    let own = try definition.variables([:], inputs: [[nil, 6]]).own
    #expect(definition.storedOrder(own, settings: [:]) == own)
  }
}
