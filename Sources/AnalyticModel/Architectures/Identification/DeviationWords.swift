import KerasModels
import LayerCatalog

/// Says in words how a model's layers differ from an architecture's.
struct DeviationWords {
  let match: ArchitectureMatch
  let alignment: LayerAlignment

  /// More sentences than anybody reads.
  private static let most = 12

  private var sentences: [String] = []
  /// For each layer of the graph its block.
  private var blockOfLayer: [Int?]
  /// Blocks whose output has been told.
  private var told: Set<Int> = []

  init(_ match: ArchitectureMatch, _ alignment: LayerAlignment) {
    self.match = match
    self.alignment = alignment
    blockOfLayer = match.graph.blockOfLayer
  }

  /// One sentence for each cause, in the order of the layers.
  static func sentences(_ match: ArchitectureMatch, _ alignment: LayerAlignment) -> [String] {
    var words = DeviationWords(match, alignment)
    words.describe()
    guard words.sentences.count > most else { return words.sentences }
    return words.sentences.prefix(most) + ["and \(words.sentences.count - most) more"]
  }

  private mutating func describe() {
    var pairs = alignment.pairs[...]
    let cut = pairs.reversed().prefix { $0.stored == nil }.count
    if cut > 1 { pairs = pairs.dropLast(cut) }
    var followsEqual = true
    while let first = pairs.first {
      if first.isEqual {
        pairs.removeFirst()
        followsEqual = true
        continue
      }
      if let stored = first.stored, let expected = first.expected {
        if first.hasSameForm {
          describe(changed: expected, stored: stored, followsEqual: followsEqual)
        } else {
          describe(replaced: expected, stored: stored)
        }
        followsEqual = false
        pairs.removeFirst()
        continue
      }
      followsEqual = false
      let run = Array(pairs.prefix { !$0.isEqual && ($0.stored == nil || $0.expected == nil) })
      pairs.removeFirst(run.count)
      describe(run)
    }
    if cut > 1 { describe(cut: cut) }
  }

  private var whose: String {
    guard let width = match.candidate.signature.width, let value = match.graph.arguments.own[width.argument]
    else { return match.graph.name }
    return "\(width.argument) \(value.text)"
  }

  private func layer(_ expected: Int) -> ArchitectureLayer {
    match.graph.layers[match.graph.withVariables[expected]]
  }

  private func storedShapes(_ index: Int) -> [[Int]] {
    match.stored.entries[match.candidate.start + index].shapes
  }

  private func storedName(_ index: Int) -> String {
    match.model.layers[match.stored.entries[match.candidate.start + index].layer].name
  }

  /// A layer with other channels. Of a block the outputs are told, and inner widths only where the block's input is
  /// as it should be: the rest follows from these.
  private mutating func describe(changed expected: Int, stored: Int, followsEqual: Bool) {
    let layer = layer(expected)
    let wanted = layer.variables[0].shape
    guard let has = storedShapes(stored).first, has.count == wanted.count else { return }
    let isKernel = wanted.count > 1 && layer.className != "DepthwiseConv2D"
    guard isKernel, let outputs = has.last, let wantedOutputs = wanted.last, outputs != wantedOutputs else {
      if followsEqual { describe(variablesOf: layer, stored: stored) }
      return
    }
    let position = match.graph.withVariables[expected]
    if let block = blockOfLayer[position] {
      if match.graph.lastKernel(of: block) == position {
        guard told.insert(block).inserted else { return }
        sentences.append(
          "\(match.graph.blocks[block].name) has \(outputs) channels where \(whose) has \(wantedOutputs)")
        return
      }
      guard has[has.count - 2] == wanted[wanted.count - 2] else { return }
    }
    sentences.append("\(layer.name) has \(outputs) channels where \(whose) has \(wantedOutputs)")
  }

  /// A layer that does not go with what stands before it: its variables one by one.
  private mutating func describe(variablesOf layer: ArchitectureLayer, stored: Int) {
    for (variable, shape) in zip(layer.variables, storedShapes(stored)) where variable.shape != shape {
      sentences.append(
        "\(layer.name): \(variable.role.rawValue) is \(shape.extentsText) instead of \(variable.shape.extentsText)"
      )
    }
  }

  /// A layer of another form in place of one.
  private mutating func describe(replaced expected: Int, stored: Int) {
    let layer = layer(expected)
    let wanted = layer.variables.map(\.shape)
    let has = storedShapes(stored)
    if has.first == wanted.first, has.count == wanted.count + 1 {
      sentences.append("\(layer.name) has a bias")
    } else if has.first == wanted.first, has.count + 1 == wanted.count {
      sentences.append("\(layer.name) has no \(layer.variables.last?.role.rawValue ?? "bias")")
    } else {
      sentences.append("\(layer.name) is \(Self.text(has)) instead of \(Self.text(wanted))")
    }
  }

  /// Layers that are missing, or more than there should be.
  private mutating func describe(_ run: [LayerAlignment.Pair]) {
    let additional = run.compactMap(\.stored)
    let missing = run.compactMap(\.expected)
    if !additional.isEmpty {
      let names = additional.prefix(4).map(storedName).joined(separator: ", ")
      let more = additional.count > 4 ? " and \(additional.count - 4) more" : ""
      sentences.append(
        "\(names)\(more) \(additional.count == 1 ? "is" : "are") no part of \(match.graph.name)")
    }
    for group in grouped(missing) { sentences.append(group) }
  }

  private mutating func describe(cut count: Int) {
    let kept = match.graph.withVariables.count - count
    guard kept > 0 else { return }
    sentences.append(
      "it ends behind \(layer(kept - 1).name): the last \(count) of \(match.graph.withVariables.count) layers "
        + "with variables are missing")
  }

  /// Missing layers, whole blocks by the block's name.
  private func grouped(_ missing: [Int]) -> [String] {
    var sentences: [String] = []
    var rest = missing[...]
    while let first = rest.first {
      let block = blockOfLayer[match.graph.withVariables[first]]
      let same = rest.prefix { blockOfLayer[match.graph.withVariables[$0]] == block }
      rest.removeFirst(same.count)
      if let block,
        same.count
          == match.graph.blocks[block].layers.count(where: { !match.graph.layers[$0].variables.isEmpty })
      {
        sentences.append("\(match.graph.blocks[block].name) is missing")
      } else {
        let names = same.map { layer($0).name }.joined(separator: ", ")
        sentences.append("\(names) \(same.count == 1 ? "is" : "are") missing")
      }
    }
    return sentences
  }

  private static func text(_ shapes: [[Int]]) -> String { shapes.map(\.extentsText).joined(separator: ", ") }
}

extension ArchitectureGraph {
  /// For each layer the block that holds it.
  var blockOfLayer: [Int?] {
    var blockOfLayer = [Int?](repeating: nil, count: layers.count)
    for (index, block) in blocks.enumerated() {
      for layer in block.layers where blockOfLayer.indices.contains(layer) { blockOfLayer[layer] = index }
    }
    return blockOfLayer
  }

  /// The last layer of a block with a kernel, whose outputs are the block's.
  func lastKernel(of block: Int) -> Int? {
    blocks[block].layers.last {
      (layers[$0].variables.first?.shape.count ?? 0) > 1 && layers[$0].part != .excite
    }
  }
}

extension SettingValue {
  /// As Python writes it: `0.5`, `True`.
  var text: String {
    switch self {
    case .null: "None"
    case .bool(let flag): flag ? "True" : "False"
    case .integer(let number): String(number)
    case .number(let number): "\(number)"
    case .string(let string): string
    case .list(let elements): "(" + elements.map(\.text).joined(separator: ", ") + ")"
    case .dictionary: "{…}"
    }
  }
}
