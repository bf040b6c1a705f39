/// The projections of an attention layer, in the order in which Keras makes them.
enum AttentionPart: String, CaseIterable {
  case query
  case key
  case gate
  case value
  case output

  /// Keras 3 has properties without underscore for `MultiHeadAttention`'s; the gate has none (M 3.15.1).
  func name(underscored: Bool) -> PartName {
    let attribute = rawValue + "_dense"
    return PartName(
      underscored || self == .gate ? "_" + attribute : attribute, keras2: "_" + attribute,
      legacyName: legacyName,
      className: "EinsumDense")
  }

  var legacyName: String { self == .output ? "attention_output" : rawValue }

  /// The variables of all parts; the kernel and bias of each come from `projection`.
  static func variables(
    _ settings: Settings, underscored: Bool,
    projection: (AttentionPart) throws(PredictionFailure) -> ProjectionVariables
  ) throws(PredictionFailure) -> LayerVariables {
    let useBias = try settings.bool("use_bias", default: true)
    let useGate = try settings.bool("use_gate", default: false)
    var parts: [LayerPart] = []
    for part in allCases where useGate || part != .gate {
      let full = try projection(part)
      let kept = ProjectionVariables(
        kernel: full.kernel, bias: useBias ? full.bias : nil, reducedAxes: full.reducedAxes, scale: full.scale
      )
      let own = try kept.variables(Quantization(settings, part: part.legacyName), loraRank: nil)
      parts.append(
        LayerPart(
          attribute: part.name(underscored: underscored).attribute, className: "EinsumDense",
          variables: LayerVariables(own), legacyName: part.legacyName))
    }
    return LayerVariables(parts: parts)
  }

  /// Kernels times the positions that they are applied to.
  static func multiplyAccumulates(_ parts: [LayerPart], inputs: [TensorShape]) -> Int? {
    guard let query = inputs.first, inputs.count > 1 else { return nil }
    let value = inputs[1]
    let key = inputs.count > 2 ? inputs[2] : value
    var sum = 0
    for part in parts {
      guard let kernel = part.variables.own.first(where: { $0.role == .kernel }) else { return nil }
      let input =
        switch part.legacyName {
        case AttentionPart.key.legacyName: key
        case AttentionPart.value.legacyName: value
        default: query
        }
      guard let own = CheckedCounts.product([kernel.count] + Array(input.withoutBatch.dropLast())),
        own <= CheckedCounts.largest - sum
      else { return nil }
      sum += own
    }
    return sum
  }
}

/// The widths of query, value and key; the key is the value unless it is given.
struct AttentionWidths {
  let query: Int
  let value: Int
  let key: Int

  init(_ inputs: [TensorShape]) throws(PredictionFailure) {
    guard (2...3).contains(inputs.count), inputs.allSatisfy({ $0.rank > 2 }) else {
      throw .inputs(expected: "query and value, each of rank 3")
    }
    query = try inputs[0].known(axis: inputs[0].rank - 1)
    value = try inputs[1].known(axis: inputs[1].rank - 1)
    let keys = inputs.count == 3 ? inputs[2] : inputs[1]
    key = try keys.known(axis: keys.rank - 1)
  }
}

extension ProjectionVariables {
  /// Features to heads: kernel (c, h, d), bias (h, d).
  static func heads(input: Int, heads: Int, width: Int) -> ProjectionVariables {
    ProjectionVariables(
      kernel: [input, heads, width], bias: [heads, width], reducedAxes: [0], scale: [1, 1, heads, width])
  }

  /// Heads to features: kernel (h, d, o…), bias (o…).
  static func merge(heads: Int, width: Int, output: [Int]) -> ProjectionVariables {
    ProjectionVariables(
      kernel: [heads, width] + output, bias: output, reducedAxes: [0, 1], scale: [1, 1] + output)
  }
}

extension LayerArgument {
  static let numHeads = LayerArgument("num_heads", .integer, "heads", isRequired: true)
  static let useGate = LayerArgument("use_gate", .flag(false), "a gate over the heads")
}
