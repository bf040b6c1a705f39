/// `MultiHeadAttention`: projections to query, key and value for every head, and one back.
struct MultiHeadAttention: CompositeLayer {
  var minimumCount: Int { 4 }
  var className: String { "MultiHeadAttention" }
  var inputArguments: [String] { ["query", "value", "key"] }
  var partNames: [PartName] { AttentionPart.allCases.map { $0.name(underscored: false) } }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let widths = try AttentionWidths(inputs)
    let heads = try settings.integer("num_heads")
    let keyWidth = try settings.integer("key_dim")
    let valueWidth = try settings.optionalInteger("value_dim") ?? keyWidth
    let output = try Self.outputShape(settings) ?? [widths.query]
    return try AttentionPart.variables(settings, underscored: false) { part throws(PredictionFailure) in
      switch part {
      case .query: ProjectionVariables.heads(input: widths.query, heads: heads, width: keyWidth)
      case .key: ProjectionVariables.heads(input: widths.key, heads: heads, width: keyWidth)
      case .value: ProjectionVariables.heads(input: widths.value, heads: heads, width: valueWidth)
      case .gate: ProjectionVariables.heads(input: widths.query, heads: heads, width: valueWidth)
      case .output: ProjectionVariables.merge(heads: heads, width: valueWidth, output: output)
      }
    }
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard let query = inputs.first, query.rank > 2 else { throw .inputs(expected: "a query of rank 3") }
    guard let output = try Self.outputShape(settings) else { return [query] }
    return [TensorShape(query.extents.dropLast() + output)]
  }

  private static func outputShape(_ settings: Settings) throws(PredictionFailure) -> [Int]? {
    guard let value = settings["output_shape"], value != .null else { return nil }
    let shape = try settings.integerList("output_shape", minimum: 1)
    guard !shape.isEmpty else { throw .setting(name: "output_shape") }
    return shape
  }

  /// The projections; products of query, key and value with one another hold no kernel and are left out.
  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let parts = try? variables(settings, inputs: inputs).parts else { return nil }
    return AttentionPart.multiplyAccumulates(parts, inputs: inputs)
  }

  func readings(of stored: [StoredShape]) -> [RoleReading] {
    AttentionReadings.all(of: stored) { $0.heads == $1.heads && $1.heads == $2.heads ? 0.97 : 0 }
  }

  var arguments: [LayerArgument] {
    [
      .numHeads, LayerArgument("key_dim", .integer, "width of one head", isRequired: true),
      LayerArgument("value_dim", .integer, "width of a head's values, key_dim unless given"), .useBias,
      LayerArgument("output_shape", .integers, "features that come out, those of the query unless given"),
      .useGate,
    ]
  }

  var example: LayerExample? {
    let projection: [VariableSpecification] = [.init(.kernel, [8, 2, 3]), .init(.bias, [2, 3])]
    return LayerExample(
      ["num_heads": 2, "key_dim": 3], inputs: [[nil, 6, 8], [nil, 5, 8]],
      variables: projection + projection + projection + [.init(.kernel, [2, 3, 8]), .init(.bias, [8])],
      parameters: 218, outputs: [[nil, 6, 8]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Projects its inputs to query, key and value in h heads, lets each position look at the others, and projects back.",
      symbols: [
        .init("c", "features of the inputs"), .init("h", "num_heads"), .init("d", "key_dim (and value_dim)"),
        .init("o", "features of the output, c unless output_shape says so"),
      ],
      variables: [
        .init(.kernel, "c·h·d", "Projects the query's features to every head.", part: "query"),
        .init(.bias, "h·d", "Absent with use_bias=False.", part: "query"),
        .init(.kernel, "c·h·d", "Projects the key's features to every head.", part: "key"),
        .init(.bias, "h·d", "Absent with use_bias=False.", part: "key"),
        .init(.kernel, "c·h·d", "Projects the value's features to every head.", part: "value"),
        .init(.bias, "h·d", "Absent with use_bias=False.", part: "value"),
        .init(.kernel, "h·d·o", "Projects the heads' results, side by side, back.", part: "attention_output"),
        .init(.bias, "o", "Absent with use_bias=False.", part: "attention_output"),
      ],
      count: "3·(c·h·d + h·d) + h·d·o + o",
      notes: [
        "The lengths of the sequences do not enter.",
        "key_dim is the width of one head, not of all together.",
      ],
      mistakes: ["Taking key_dim for the width of all heads together."])
  }
}
