/// `GroupQueryAttention`: several query heads share a head of key and value.
///
/// The class is called `GroupedQueryAttention` in Python and in groups of weights files, and exported as
/// `GroupQueryAttention`, which is what a configuration says.
struct GroupQueryAttention: CompositeLayer {
  var minimumCount: Int { 4 }
  var className: String { "GroupedQueryAttention" }
  var aliases: [String] { ["GroupQueryAttention"] }
  var inputArguments: [String] { ["query", "value", "key"] }
  var partNames: [PartName] { AttentionPart.allCases.map { $0.name(underscored: true) } }

  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let widths = try AttentionWidths(inputs)
    let width = try settings.integer("head_dim")
    let queryHeads = try settings.integer("num_query_heads")
    let sharedHeads = try settings.integer("num_key_value_heads")
    guard queryHeads % sharedHeads == 0 else { throw .setting(name: "num_key_value_heads") }
    return try AttentionPart.variables(settings, underscored: true) { part throws(PredictionFailure) in
      switch part {
      case .query, .gate: ProjectionVariables.heads(input: widths.query, heads: queryHeads, width: width)
      case .key: ProjectionVariables.heads(input: widths.key, heads: sharedHeads, width: width)
      case .value: ProjectionVariables.heads(input: widths.value, heads: sharedHeads, width: width)
      case .output: ProjectionVariables.merge(heads: queryHeads, width: width, output: [widths.query])
      }
    }
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    guard let query = inputs.first, query.rank == 3 else { throw .inputs(expected: "a query of rank 3") }
    return [query]
  }

  func multiplyAccumulates(_ settings: Settings, inputs: [TensorShape], outputs: [TensorShape]) -> Int? {
    guard let parts = try? variables(settings, inputs: inputs).parts else { return nil }
    return AttentionPart.multiplyAccumulates(parts, inputs: inputs)
  }

  func readings(of stored: [StoredShape]) -> [RoleReading] {
    AttentionReadings.all(of: stored) { query, key, value in
      guard key.heads == value.heads, query.heads % max(key.heads, 1) == 0, query.width == value.width else {
        return 0
      }
      return query.heads == key.heads ? 0.2 : 0.97
    }
  }

  var arguments: [LayerArgument] {
    [
      LayerArgument("head_dim", .integer, "width of one head", isRequired: true),
      LayerArgument("num_query_heads", .integer, "heads of the query", isRequired: true),
      LayerArgument("num_key_value_heads", .integer, "heads of key and value", isRequired: true), .useBias,
      .useGate,
    ]
  }

  var example: LayerExample? {
    let shared: [VariableSpecification] = [.init(.kernel, [8, 2, 3]), .init(.bias, [2, 3])]
    return LayerExample(
      ["head_dim": 3, "num_query_heads": 4, "num_key_value_heads": 2], inputs: [[nil, 6, 8], [nil, 5, 8]],
      variables: [.init(.kernel, [8, 4, 3]), .init(.bias, [4, 3])] + shared + shared
        + [.init(.kernel, [4, 3, 8]), .init(.bias, [8])],
      parameters: 320, outputs: [[nil, 6, 8]])
  }

  var explanation: LayerExplanation {
    LayerExplanation(
      "Attention in which several query heads share one head of key and value.",
      symbols: [
        .init("c", "features of the inputs"), .init("q", "num_query_heads"),
        .init("s", "num_key_value_heads"),
        .init("d", "head_dim"),
      ],
      variables: [
        .init(.kernel, "c·q·d", "Projects the query's features to its heads.", part: "query"),
        .init(.bias, "q·d", "Absent with use_bias=False.", part: "query"),
        .init(.kernel, "c·s·d", "Projects the key's features to the shared heads.", part: "key"),
        .init(.bias, "s·d", "Absent with use_bias=False.", part: "key"),
        .init(.kernel, "c·s·d", "Projects the value's features to the shared heads.", part: "value"),
        .init(.bias, "s·d", "Absent with use_bias=False.", part: "value"),
        .init(.kernel, "q·d·c", "Projects the heads' results, side by side, back.", part: "attention_output"),
        .init(.bias, "c", "Absent with use_bias=False.", part: "attention_output"),
      ],
      count: "2·c·q·d + 2·c·s·d + q·d + 2·s·d + c",
      notes: ["A configuration calls the class GroupQueryAttention."])
  }
}
