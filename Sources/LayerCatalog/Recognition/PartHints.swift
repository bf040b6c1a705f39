/// What the parts of a layer say about its class: a variable under `query` belongs to an attention layer.
enum PartHints {
  /// Factors by class; empty where the layer has no parts, or parts of an unknown kind.
  static func factors(_ parts: [String]) -> [String: Double] {
    var factors: [String: Double] = [:]
    func favour(_ classes: [String], _ factor: Double) {
      for name in classes { factors[name] = max(factors[name] ?? 0, factor) }
    }
    for part in parts {
      let components = part.split(separator: "/").map { SnakeCase.withoutCounter(String($0)) }
      guard let first = components.first else { continue }
      if isDirection(first)
        || (parts.count > 1 && components.count > 1 && components.last?.hasSuffix("cell") == true)
      {
        favour(["Bidirectional"], 20)
      }
      switch first {
      case "query", "query_dense", "_query_dense":
        favour(["MultiHeadAttention", "GroupedQueryAttention"], 20)
      case "lstm_cell": favour(["LSTM"], 20); favour(["RNN"], 10)
      case "gru_cell": favour(["GRU"], 20); favour(["RNN"], 10)
      case "simple_rnn_cell": favour(["SimpleRNN"], 20); favour(["RNN"], 10)
      case "conv_lstm_cell": favour(["ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"], 20)
      case "stacked_rnn_cells", "stacked_rnn_cell": favour(["RNN"], 30)
      case "cell":
        favour(["LSTM", "GRU", "SimpleRNN", "RNN"] + ["ConvLSTM1D", "ConvLSTM2D", "ConvLSTM3D"], 10)
      case "layer": favour(["TimeDistributed", "SpectralNormalization"], 20)
      default:
        // A wrapper's variables carry the wrapped layer's own name.
        if LayerCatalog.className(ofGroup: first) != nil {
          favour(["TimeDistributed", "SpectralNormalization"], 6)
        }
      }
    }
    return factors
  }

  private static func isDirection(_ part: String) -> Bool {
    part.hasPrefix("forward_") || part.hasPrefix("backward_")
  }
}
