import LayerCatalog
import Testing

@Suite("Roles that stored names spell")
struct StoredNamesTests {
  @Test(
    "Of every generation of Keras",
    arguments: [
      ("conv2d/kernel:0", "kernel"), ("kernel", "kernel"),
      ("block_1/bn/moving_variance:0", "moving_variance"),
      ("dense/kernel_1:0", "kernel"), ("conv2d/lora_kernel_a", "lora_kernel_a"),
      ("idf_weights", "idf_weights"),
      ("convolution2d_1_W", "kernel"), ("convolution2d_1_b", "bias"), ("batchnormalization_3_gamma", "gamma"),
      ("batchnormalization_3_running_mean", "moving_mean"),
      ("batchnormalization_3_running_std", "moving_variance"),
      ("lstm_1_W_i", "kernel"), ("lstm_1_U_f", "recurrent_kernel"), ("gru_2_b_h", "bias"),
      ("prelu_1_alphas", "alpha"),
      ("separableconvolution2d_1_depthwise_kernel", "depthwise_kernel"),
    ])
  func role(storedName: String, role: String) {
    #expect(VariableRole(storedName: storedName)?.rawValue == role)
  }

  @Test(
    "Names that spell none",
    arguments: ["0", "10", "param_3", "variable", "Variable:0", "", "/", ":", "_", "w"])
  func none(storedName: String) {
    #expect(VariableRole(storedName: storedName) == nil)
  }

  @Test(
    "Every role of every example is known by its name", arguments: LayerCatalog.definitions.map(\.className))
  func complete(className: String) throws {
    let definition = try #require(LayerCatalog.definition(named: className))
    for variable in definition.example?.variables ?? [] {
      #expect(VariableRole(storedName: "layer/" + variable.role.rawValue + ":0") == variable.role)
    }
  }
}
