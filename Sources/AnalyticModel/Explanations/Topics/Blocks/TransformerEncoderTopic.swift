import KerasModels
import LayerCatalog

/// An encoder layer of a transformer (Vaswani et al., "Attention Is All You Need", 2017).
struct TransformerEncoderTopic: PlannedBlockTopic {
  let name = "transformer-encoder"
  let kind = Block.Kind.transformerEncoder
  let title = "Transformer encoder layer"
  let purpose =
    "A transformer's layer: attention of each position to all, then two dense layers, each with LayerNorm and the "
    + "input added."
  let takesBatchNorm = false
  let hasBiases = true

  let channels: [LayerArgument] = [
    LayerArgument("in", .integer, "width: numbers at each position", isRequired: true),
    LayerArgument("num_heads", .integer, "heads of the attention", isRequired: true),
    LayerArgument("key_dim", .integer, "width of a head, --in over --num-heads unless given"),
    LayerArgument("value_dim", .integer, "width of a head's values, --key-dim unless given"),
    LayerArgument("expand", .text, "width between the dense layers, x4 unless given"),
  ]
  let defaults: Settings = ["expand": "x4"]
  let example: Settings = ["in": 128, "num_heads": 4]
  let symbols: [LayerExplanation.Symbol] = [
    .init("d", "width"), .init("h", "heads"), .init("q", "width of a head's keys"),
    .init("v", "width of a head's values"), .init("e", "width between the dense layers"),
  ]

  func heading(_ settings: Settings) -> String {
    func number(_ name: String) -> String { settings[name]?.exactInteger.map(String.init) ?? "?" }
    return "\(title)   width \(number("in")), \(number("num_heads")) heads of \(number("key_dim")), "
      + "\(number("expand")) between the dense layers"
  }

  func complete(_ settings: inout Settings) throws(PredictionFailure) {
    try BlockOptions.expand(&settings, isOptional: false)
    if settings["key_dim"] == nil {
      let (width, heads) = (try settings.integer("in"), try settings.integer("num_heads"))
      guard width % heads == 0 else { throw .setting(name: "key_dim") }
      settings["key_dim"] = .integer(width / heads)
    }
    if settings["value_dim"] == nil { settings["value_dim"] = settings["key_dim"] }
  }

  func build(_ plan: inout BlockPlan, _ choices: BlockChoices) throws(PredictionFailure) {
    let width = try choices.channels("in")
    if let size = choices.size, size.count != 1 { throw .setting(name: "input_size") }
    let entry = TensorShape([nil, choices.size?.first, width])
    let names = ["query", "key", "value", "output"]
    let hasBias = choices.hasBias("attention") || names.allSatisfy(choices.hasBias)
    var shape = try plan.add(
      BlockPlan.Step(
        className: "MultiHeadAttention",
        settings: [
          "num_heads": .integer(try choices.channels("num_heads")),
          "key_dim": .integer(try choices.channels("key_dim")),
          "value_dim": .integer(try choices.channels("value_dim")), "use_bias": .bool(hasBias),
        ],
        kernels: [
          .init(name: names[0], symbols: "d·h·q", channels: "h·q"),
          .init(name: names[1], symbols: "d·h·q", channels: "h·q"),
          .init(name: names[2], symbols: "d·h·v", channels: "h·v"),
          .init(name: names[3], symbols: "h·v·d", channels: "d"),
        ], isNormalized: nil), to: entry, times: 2)
    plan.add("Add", nothing: "the input is added")
    try plan.addVectors("normalize1", className: "LayerNormalization", symbols: "2·d", to: shape)
    shape = try plan.add(
      choices.dense("expand", units: try choices.channels("expand"), symbols: "d·e", channels: "e"), to: shape
    )
    plan.add("activation", nothing: "nothing to learn")
    shape = try plan.add(choices.dense("project", units: width, symbols: "e·d", channels: "d"), to: shape)
    plan.add("Add", nothing: "the input is added")
    try plan.addVectors("normalize2", className: "LayerNormalization", symbols: "2·d", to: shape)
  }

  func notes(_ block: CountedBlock) -> [String] {
    [
      "The length of the sequence does not enter: all positions share the projections, and attention's weights over "
        + "positions are computed from the input and stored nowhere.",
      "With h·q = d, as in most networks, how many heads there are does not enter either: four projections of "
        + "d·d. LayerNorm may stand in front instead of behind; the counts are the same.",
      "LayerNorm keeps gamma and beta and no moving statistics: all of the layer is trainable.",
    ]
  }

  /// The four projections of attention are one layer.
  func step(named unit: String) -> String { unit == "attention" ? "query,key,value,output" : unit }

  func options(of block: StoredBlock, parts: StoredBlockParts) -> Settings? {
    let projections = parts.layers.flatMap(\.variables).filter { $0.role == .kernel && $0.shape.count == 3 }
    guard projections.count == 4, let expand = block.expand, var options = block.options("in") else {
      return nil
    }
    let (query, value) = (projections[0].shape, projections[2].shape)
    options["num_heads"] = .integer(query[1])
    options["key_dim"] = .integer(query[2])
    options["value_dim"] = .integer(value[2])
    options["expand"] = .string(String(expand))
    return options
  }
}
