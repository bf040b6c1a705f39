import LayerCatalog
import Testing

@testable import KerasModels

/// Roles from the names that versions of Keras write.
struct WeightNamesTests {
  @Test(arguments: [
    ("conv2d/kernel:0", "kernel"), ("conv2d/kernel", "kernel"), ("kernel", "kernel"),
    ("lstm/lstm_cell/bias:0", "bias"),
    ("bn/moving_mean:0", "moving_mean"), ("dense_1/kernel_3:0", "kernel"), ("convolution2d_1_W", "kernel"),
    ("batchnormalization_1_running_std", "moving_variance"), ("idf_weights", "idf_weights"),
  ]) func roles(_ name: String, _ role: String) {
    #expect(WeightNames.role(in: name) == VariableRole(rawValue: role))
  }

  @Test func aNumberIsNoRole() {
    #expect(WeightNames.role(in: "10") == nil)
  }

  @Test func countersAreNumbers() {
    #expect(WeightNames.counted("conv2d_12")?.base == "conv2d")
    #expect(WeightNames.counted("conv2d_12")?.counter == 12)
    #expect(WeightNames.counted("conv2d") == nil)
    #expect(WeightNames.counted("_1") == nil)
  }
}
