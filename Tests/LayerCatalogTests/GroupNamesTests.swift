import LayerCatalog
import Testing

@Suite("Names of groups in Keras weights files")
struct GroupNamesTests {
  @Test(
    "Keras' snake case of class names",
    arguments: [
      ("Conv2D", "conv2d"), ("DepthwiseConv2D", "depthwise_conv2d"), ("ReLU", "re_lu"), ("PReLU", "p_re_lu"),
      ("LeakyReLU", "leaky_re_lu"), ("BatchNormalization", "batch_normalization"), ("LSTM", "lstm"),
      ("GRU", "gru"),
      ("InputLayer", "input_layer"), ("Conv2DTranspose", "conv2d_transpose"), ("ConvLSTM2D", "conv_lstm2d"),
      ("TFOpLambda", "tf_op_lambda"), ("SimpleRNNCell", "simple_rnn_cell"),
      ("RMSNormalization", "rms_normalization"),
      ("STFTSpectrogram", "stft_spectrogram"), ("ELU", "elu"),
      ("GroupQueryAttention", "grouped_query_attention"),
      ("GroupedQueryAttention", "grouped_query_attention"),
      ("My_Block", "my__block"), ("X", "x"), ("", ""),
    ])
  func snakeCase(className: String, group: String) {
    #expect(LayerCatalog.groupName(ofClass: className) == group)
  }

  @Test(
    "Back to the class, with or without a counter",
    arguments: [
      ("conv2d", "Conv2D"), ("conv2d_12", "Conv2D"), ("batch_normalization_1", "BatchNormalization"),
      ("re_lu_3", "ReLU"), ("functional", "Functional"), ("sequential_2", "Sequential"),
    ])
  func className(group: String, className: String) {
    #expect(LayerCatalog.className(ofGroup: group) == className)
  }

  @Test("A group of nobody's", arguments: ["my_layer", "conv2d_", "conv2d_x", "_1", "", "12"])
  func unknown(group: String) {
    #expect(LayerCatalog.className(ofGroup: group) == nil)
  }
}
