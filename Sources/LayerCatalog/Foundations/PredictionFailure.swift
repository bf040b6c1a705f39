/// Why a layer's variables or output cannot be told in advance.
public enum PredictionFailure: Error, Hashable, Sendable {
  /// The setting is missing or has a value that Keras would not take.
  case setting(name: String)
  /// The extent of this axis of the input is needed and not known.
  case unknownExtent(axis: Int)
  /// The layer takes another number of inputs, or inputs of another rank.
  case inputs(expected: String)
  /// What the layer does is not known in advance (a `Lambda`, a custom class).
  case notPredictable(reason: String)
}
