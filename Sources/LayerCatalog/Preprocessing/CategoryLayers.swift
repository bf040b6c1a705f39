/// Layers that turn words, numbers or pairs of them into categories, and categories into rows of zeros and ones.
struct CategoryLayer: CompositeLayer {
  var minimumCount: Int { 1 }
  var holdsKernels: Bool { false }

  enum Source {
    /// `CategoryEncoding`.
    case encoding
    /// `Hashing`.
    case hashing
    /// `HashedCrossing`, of two inputs.
    case crossing
    /// `Discretization`.
    case bins
    /// `StringLookup`, `IntegerLookup`.
    case vocabulary
    /// `TextVectorization`.
    case text
  }

  let className: String
  let source: Source

  var partNames: [PartName] {
    source == .text ? [PartName("_lookup_layer", className: "StringLookup")] : []
  }

  /// None in the layers themselves; vocabularies are no variables. What Keras 2 keeps of `adapt` beside them is
  /// left open.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    switch source {
    case .vocabulary, .text:
      if settings["output_mode"] == "tf_idf" {
        throw .notPredictable(reason: "Keras 2 counts the weights of tf_idf as parameters, Keras 3 does not")
      }
    case .bins:
      let boundaries = settings["bin_boundaries"] ?? .null
      if boundaries == .null || boundaries == [], settings["num_bins"] ?? .null != .null {
        throw .notPredictable(reason: "Keras 2 keeps a summary of the data that adapt saw")
      }
    case .encoding, .hashing, .crossing: break
    }
    return LayerVariables()
  }

  /// What Keras 2 writes of `adapt`, and Keras 3 of the weights of tf_idf.
  func readings(of stored: [StoredShape]) -> [RoleReading] {
    guard stored.count == 1, let variable = stored.first, !variable.isInteger else { return [] }
    switch source {
    case .bins:
      let fits = variable.shape.count == 2 && variable.shape[0] == 2 && variable.name ?? .summary == .summary
      return fits ? [RoleReading([.summary], plausibility: 0.05)] : []
    case .vocabulary, .text:
      let fits = variable.shape.count == 1 && variable.name ?? .idfWeights == .idfWeights
      return fits ? [RoleReading([.idfWeights], plausibility: 0.02)] : []
    case .encoding, .hashing, .crossing: return []
    }
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard let input = inputs.first, source == .crossing ? inputs.count == 2 : inputs.count == 1 else {
      throw .inputs(expected: source == .crossing ? "two inputs" : "one input")
    }
    let mode = try settings.string("output_mode", default: source == .encoding ? "multi_hot" : "int")
    if source == .text { return [try text(settings, input: input, mode: mode)] }
    if mode == "int" { return [input] }
    return [try encoded(input, mode: mode, depth: depth(settings))]
  }

  /// Words are counted over the sequence that splitting makes of a text.
  private func text(_ settings: Settings, input: TensorShape, mode: String) throws(PredictionFailure)
    -> TensorShape
  {
    let batch = input.extents.first ?? nil
    if mode == "int" { return [batch, try settings.optionalInteger("output_sequence_length")] }
    let depth = try depth(settings)
    if settings["split"] == .null {
      return TensorShape((input.rank > 1 ? input.extents.dropLast() : input.extents) + [depth])
    }
    return TensorShape(input.extents + [depth])
  }

  private func encoded(_ input: TensorShape, mode: String, depth: Int?) throws(PredictionFailure)
    -> TensorShape
  {
    if input.rank == 0 { return [depth] }
    switch (mode, source) {
    case ("one_hot", .hashing): return TensorShape(input.extents.dropLast() + [depth])
    case ("one_hot", _):
      let single = input.extents.last == 1 && (input.rank > 1 || source == .crossing)
      return TensorShape((single ? input.extents.dropLast() : input.extents[...]) + [depth])
    case (_, .bins):
      // READ keras/src/layers/preprocessing/discretization.py 3.15.1: the second axis goes, not the last.
      return input.rank > 1 ? TensorShape([input.extents[0]] + input.extents[2...] + [depth]) : [depth]
    default: return TensorShape(input.extents.dropLast() + [depth])
    }
  }

  /// The number of categories, `nil` where only the vocabulary's file knows it.
  private func depth(_ settings: Settings) throws(PredictionFailure) -> Int? {
    switch source {
    case .encoding: return try settings.integer("num_tokens")
    case .hashing, .crossing: return try settings.integer("num_bins")
    case .bins:
      if case .list(let boundaries)? = settings["bin_boundaries"] { return boundaries.count + 1 }
      return try settings.integer("num_bins")
    case .vocabulary, .text:
      if try settings.bool("pad_to_max_tokens", default: false) { return try settings.integer("max_tokens") }
      return try settings.optionalInteger("vocabulary_size")
    }
  }

  var example: LayerExample? {
    switch source {
    case .encoding: LayerExample(["num_tokens": 4], inputs: [[nil, 5]], outputs: [[nil, 4]])
    case .hashing: LayerExample(["num_bins": 8], inputs: [[nil, 5]], outputs: [[nil, 5]])
    case .crossing: LayerExample(["num_bins": 8], inputs: [[nil, 1], [nil, 1]], outputs: [[nil, 1]])
    case .bins: LayerExample(["bin_boundaries": [0.0, 1.0, 2.0]], inputs: [[nil, 5]], outputs: [[nil, 5]])
    case .vocabulary: LayerExample(["vocabulary_size": 6], inputs: [[nil, 1]], outputs: [[nil, 1]])
    case .text: LayerExample(["output_sequence_length": 12], inputs: [[nil]], outputs: [[nil, 12]])
    }
  }

  var explanation: LayerExplanation {
    let purpose =
      switch source {
      case .encoding: "Turns whole numbers into rows of zeros and ones."
      case .hashing: "Sorts values into a fixed number of bins by their hash."
      case .crossing: "Sorts pairs of values into a fixed number of bins by their hash."
      case .bins: "Replaces numbers by the bin between boundaries in which they lie."
      case .vocabulary: "Replaces values by their place in a vocabulary."
      case .text: "Splits a text into words and replaces them by their place in a vocabulary."
      }
    return LayerExplanation(
      purpose, notes: ["A vocabulary is no parameter; a .keras archive keeps it among its assets."])
  }

  static let all: [any CompositeLayer] = [
    CategoryLayer(className: "CategoryEncoding", source: .encoding),
    CategoryLayer(className: "Hashing", source: .hashing),
    CategoryLayer(className: "HashedCrossing", source: .crossing),
    CategoryLayer(className: "Discretization", source: .bins),
    CategoryLayer(className: "StringLookup", source: .vocabulary),
    CategoryLayer(className: "IntegerLookup", source: .vocabulary),
    CategoryLayer(className: "TextVectorization", source: .text),
  ]
}
