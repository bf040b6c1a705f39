import KerasModels
import LayerCatalog

extension ArchitectureMatch {
  /// The verdict, with everything that follows from it.
  func identified() -> IdentifiedArchitecture {
    if graph.arguments.includeTop, holdsBackbone, !isComplete || topIsForeign, let own = withoutTop() {
      return own.identified()
    }
    let foreign = foreign
    var deviations = alignment.map { DeviationWords.sentences(self, $0) } ?? []
    if alignment == nil { deviations += ConfigurationAgreement(match: self).deviations }
    let match: IdentifiedArchitecture.Match
    if alignment != nil || !deviations.isEmpty {
      match = .deviates
    } else {
      match = foreign.isEmpty && !hasForeignLayers ? .exact : .backbone
    }
    if !foreign.isEmpty { deviations += surroundings(foreign) }
    var result = IdentifiedArchitecture(
      match: match, graph: graph, fitted: fitted, ranges: ranges,
      includesPreprocessing: includesPreprocessing, deviations: deviations, head: foreign,
      preprocessing: preprocessing, outputActivation: outputActivation,
      positions: [Int?](repeating: nil, count: model.layers.count),
      blocks: [Int?](repeating: nil, count: model.layers.count), containers: [:])
    place(&result)
    return result
  }

  private func withoutTop() -> ArchitectureMatch? {
    let own = candidate.withoutTop
    guard let graph = try? own.architecture.graph(own.arguments) else { return nil }
    return ArchitectureMatch(model, stored, own, graph)
  }

  private func place(_ result: inout IdentifiedArchitecture) {
    let blockOfLayer = graph.blockOfLayer
    for pair in pairs {
      let layer = stored.entries[pair.entry].layer
      let container = graph.layers[pair.layer].container
      result.blocks[layer] = blockOfLayer[pair.layer]
      if stored.entries[pair.entry].isPart {
        result.containers[layer] = container
      } else {
        result.positions[layer] = pair.layer
        if let container, let parent = model.layers[layer].parent { result.containers[parent] = container }
      }
    }
  }

  private var fitted: [String] {
    var fitted: [String] = []
    if let width = candidate.signature.width { fitted.append(width.argument) }
    if graph.arguments.includeTop { fitted.append("classes") }
    return fitted
  }

  private var ranges: [IdentifiedArchitecture.Range] {
    guard let width = candidate.signature.width, let fit = candidate.width else { return [] }
    return [.init(argument: width.argument, lowest: fit.lowest, highest: fit.highest)]
  }

  private var preprocessing: Preprocessing {
    var arguments = graph.arguments
    let name = ArchitectureParameter.includePreprocessing.name
    if arguments.own[name] != nil {
      arguments.own[name] = includesPreprocessing.map(SettingValue.bool) ?? .null
    }
    return candidate.architecture.preprocessing(arguments)
  }

  /// The layers in front of the architecture's and behind them, by name.
  private func surroundings(_ foreign: [Int]) -> [String] {
    guard let first = pairs.first.map({ stored.entries[$0.entry].layer }),
      let last = pairs.last.map({ stored.entries[$0.entry].layer })
    else { return [] }
    guard isOrdered else { return ["layers of its own: \(names(foreign))"] }
    var sentences: [String] = []
    let front = foreign.filter { $0 < first }
    let behind = foreign.filter { $0 > last }
    if !front.isEmpty { sentences.append("layers of its own in front: \(names(front))") }
    if !behind.isEmpty { sentences.append("layers of its own behind: \(names(behind))") }
    return sentences
  }

  private func names(_ layers: [Int]) -> String {
    let most = 6
    let names = layers.prefix(most).map { position in
      let shape = model.layers[position].variables.first?.shape ?? []
      let isTransposed = model.layers[position].kind.value.hasSuffix("Transpose")
      let outputs = isTransposed ? shape.dropLast().last : shape.last
      return model.layers[position].name + (outputs.map { " (\($0) outputs)" } ?? "")
    }
    return names.joined(separator: ", ") + (layers.count > most ? " and \(layers.count - most) more" : "")
  }
}
