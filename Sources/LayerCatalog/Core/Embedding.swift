/// `Embedding`: a table with one row of numbers for each word. `ReversibleEmbedding` reads it backwards as well.
struct Embedding: SignedLayer {
  let isReversible: Bool

  var className: String { isReversible ? "ReversibleEmbedding" : "Embedding" }

  /// The words that come in do not enter; an input's shape is not needed.
  func variables(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> LayerVariables {
    let words = try settings.integer("input_dim")
    let width = try settings.integer("output_dim")
    let tied = try settings.bool("tie_weights", default: true)
    let reversed = isReversible && !tied
    let lora = try settings.optionalInteger("lora_rank")
    var trainable: [VariableSpecification] = []
    var fixed: [VariableSpecification] = []
    switch try Quantization(settings) {
    case .none:
      trainable = [try .init(checked: .embeddings, [words, width], trainable: lora == nil)]
      if reversed { trainable.append(try .init(checked: .reverseEmbeddings, [width, words])) }
    case .int8:
      fixed = [try .init(checked: .embeddings, [words, width], trainable: false)]
      fixed.append(.init(.embeddingsScale, [words], trainable: false))
      if reversed {
        fixed.append(try .init(checked: .reverseEmbeddings, [width, words], trainable: false))
        fixed.append(.init(.reverseEmbeddingsScale, [words], trainable: false))
      }
    case .int4OverInputs: fixed = try int4(words: words, width: width, block: nil, reversed: reversed)
    case .int4(let block): fixed = try int4(words: words, width: width, block: block, reversed: reversed)
    case .float8, .gptq, .awq: throw .notPredictable(reason: "Keras has no such form of an embedding")
    }
    if let lora {
      trainable.append(try .init(checked: .loraEmbeddingsA, [words, lora]))
      trainable.append(try .init(checked: .loraEmbeddingsB, [lora, width]))
    }
    return LayerVariables(trainable + fixed)
  }

  /// READ keras/src/layers/core/embedding.py and reversible_embedding.py 3.15.1; two values share a byte.
  private func int4(
    words: Int, width: Int, block: Int?, reversed: Bool
  ) throws(PredictionFailure) -> [VariableSpecification] {
    let blocks = block.map { ProjectionVariables.ceiling(width, $0) }
    let half = ProjectionVariables.half(width)
    var fixed = [try VariableSpecification(checked: .embeddings, [words, half], trainable: false)]
    fixed.append(
      try .init(checked: .embeddingsScale, [words] + (blocks.map { [$0] } ?? []), trainable: false))
    if let blocks {
      fixed.append(try .init(checked: .embeddingsZero, [words, blocks], trainable: false))
      fixed.append(.init(.groupIndex, [width], trainable: false))
    }
    if reversed {
      let scale = (blocks.map { [$0] } ?? []) + [words]
      fixed.append(try .init(checked: .reverseEmbeddings, [half, words], trainable: false))
      fixed.append(try .init(checked: .reverseEmbeddingsScale, scale, trainable: false))
      if blocks != nil { fixed.append(try .init(checked: .reverseEmbeddingsZero, scale, trainable: false)) }
    }
    return fixed
  }

  func outputs(_ settings: Settings, inputs: [TensorShape]) throws(PredictionFailure) -> [TensorShape] {
    let input = try inputs.single()
    if isReversible, try settings.bool("reverse", default: false) {
      return [TensorShape(input.extents.dropLast() + [try settings.integer("input_dim")])]
    }
    return [TensorShape(input.extents + [try settings.integer("output_dim")])]
  }

  var signatures: [Signature] {
    let integers = Signature([.embeddings, .embeddingsScale]) { shapes in
      let table = shapes[.embeddings]
      return shapes.isInteger(.embeddings) && table.count == 2 && shapes[.embeddingsScale] == [table[0]]
        ? 0.9 : 0
    }
    let blocks = Signature([.embeddings, .embeddingsScale, .embeddingsZero, .groupIndex]) { shapes in
      let table = shapes[.embeddings]
      guard shapes.isInteger(.embeddings), table.count == 2, shapes[.embeddingsScale].first == table[0],
        shapes[.embeddingsZero] == shapes[.embeddingsScale], let width = shapes[.groupIndex].first
      else { return 0 }
      return ProjectionVariables.half(width) == table[1] ? 0.9 : 0
    }
    let factors = Signature([.embeddings, .loraEmbeddingsA, .loraEmbeddingsB]) { shapes in
      let table = shapes[.embeddings]
      guard table.count == 2, shapes[.loraEmbeddingsA].first == table[0],
        shapes[.loraEmbeddingsB].last == table[1]
      else { return 0 }
      return 0.6
    }
    let reversed = Signature([.embeddings, .reverseEmbeddings]) { shapes in
      let table = shapes[.embeddings]
      return table.count == 2 && shapes[.reverseEmbeddings] == table.reversed() ? 0.6 : 0
    }
    let reversedIntegers = Signature(
      [.embeddings, .embeddingsScale, .reverseEmbeddings, .reverseEmbeddingsScale]
    ) { shapes in
      let table = shapes[.embeddings]
      guard shapes.isInteger(.embeddings), table.count == 2, shapes[.embeddingsScale] == [table[0]],
        shapes[.reverseEmbeddings] == table.reversed(), shapes[.reverseEmbeddingsScale] == [table[0]]
      else { return 0 }
      return 0.9
    }
    // A table of words is usually taller than wide; a Dense kernel without bias is as likely wide as tall.
    let ratio = isReversible ? 0.2 : 1.0
    let plain = Signature([.embeddings]) { shapes in
      let table = shapes[.embeddings]
      guard table.count == 2, !shapes.isInteger(.embeddings) else { return 0 }
      return ratio * (table[0] / 4 >= table[1] ? 0.6 : 0.3)
    }
    return isReversible
      ? [plain, reversed, integers, blocks, factors, reversedIntegers] : [plain, integers, blocks, factors]
  }

  var arguments: [LayerArgument] {
    [.inputDim, .outputDim, .loraRank]
      + (isReversible ? [LayerArgument("tie_weights", .flag(true), "one matrix for both ways")] : [])
  }

  var example: LayerExample? {
    isReversible
      ? LayerExample(
        ["input_dim": 11, "output_dim": 4, "tie_weights": false], inputs: [[nil, 6]],
        variables: [.init(.embeddings, [11, 4]), .init(.reverseEmbeddings, [4, 11])], parameters: 88,
        outputs: [[nil, 6, 4]])
      : LayerExample(
        ["input_dim": 11, "output_dim": 4], inputs: [[nil, 6]], variables: [.init(.embeddings, [11, 4])],
        parameters: 44, outputs: [[nil, 6, 4]])
  }

  var explanation: LayerExplanation {
    var variables: [LayerExplanation.Variable] = [
      .init(.embeddings, "v·d", "One row of d numbers for each of the v words.")
    ]
    if isReversible {
      variables.append(
        .init(.reverseEmbeddings, "d·v", "The way back to words; only with tie_weights=False."))
    }
    return LayerExplanation(
      "Looks up a row of numbers for each whole number that comes in.",
      symbols: [.init("v", "input_dim, the number of words"), .init("d", "output_dim, numbers per word")],
      variables: variables, count: isReversible ? "v·d, or 2·v·d with tie_weights=False" : "v·d",
      notes: ["It has no bias, and the length of the text does not enter."])
  }
}

extension VariableRole {
  static let embeddingsScale: VariableRole = "embeddings_scale"
  static let embeddingsZero: VariableRole = "embeddings_zero"
  static let reverseEmbeddings: VariableRole = "reverse_embeddings"
  static let reverseEmbeddingsScale: VariableRole = "reverse_embeddings_scale"
  static let reverseEmbeddingsZero: VariableRole = "reverse_embeddings_zero"
  static let loraEmbeddingsA: VariableRole = "lora_embeddings_a"
  static let loraEmbeddingsB: VariableRole = "lora_embeddings_b"
}
