import Containers
import LayerCatalog
import Testing

@testable import KerasModels

/// A whole model as Keras 1.2.2 describes it (READ in its source): layers as the configuration itself, settings under
/// their old names.
struct Keras1ConfigurationTests {
  private static let configuration = """
    {"class_name": "Sequential", "config": [
    {"class_name": "Convolution2D", "config": {"name": "convolution2d_1", "trainable": true,
    "batch_input_shape": [null, 28, 28, 1], "input_dtype": "float32", "nb_filter": 32, "nb_row": 3, "nb_col": 5,
    "init": "glorot_uniform", "activation": "relu", "border_mode": "valid", "subsample": [1, 1], "dim_ordering": "tf",
    "W_regularizer": null, "b_regularizer": null, "W_constraint": null, "b_constraint": null, "bias": true}},
    {"class_name": "Dense", "config": {"name": "dense_1", "trainable": true, "output_dim": 10,
    "init": "glorot_uniform", "activation": "softmax", "bias": false, "input_dim": null}}]}
    """

  @Test func settingsBearTheNamesOfLaterVersions() throws {
    let graph = try ConfigurationParser.graph(
      from: JSONReader.read(Self.configuration, limits: Limits()))
    #expect(graph.form == .sequential)
    #expect(graph.nodes.map(\.className) == ["Convolution2D", "Dense"])
    let convolution = graph.nodes[0].settings
    #expect(convolution["filters"] == 32)
    #expect(convolution["kernel_size"] == [3, 5])
    #expect(convolution["padding"] == "valid")
    #expect(convolution["data_format"] == "channels_last")
    #expect(convolution["nb_filter"] == nil)
    #expect(graph.nodes[1].settings["units"] == 10)
    #expect(graph.nodes[1].settings["use_bias"] == false)
  }

  /// What somebody's own class calls its settings is not for Keras 1 to say.
  @Test func settingsOfOtherClassesStay() throws {
    let graph = try ConfigurationParser.graph(
      from: JSONReader.read(
        #"{"class_name": "Sequential", "config": {"layers": [{"class_name": "Mine", "config": {"nb_filter": 3}}]}}"#,
        limits: Limits()))
    #expect(graph.nodes[0].settings["nb_filter"] == 3)
  }
}
