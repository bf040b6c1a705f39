import KerasModels
import LayerCatalog

/// Finds a block or layer of a model by its name.
struct ModelItems {
  enum Item {
    case block(StoredBlock)
    case layer(Int)
  }

  private let explained: ExplainedModel
  private let blocks: [StoredBlock]
  /// Those of an identified architecture, under its standard names.
  private let standardBlocks: [StoredBlock]

  init(_ explained: ExplainedModel) {
    self.explained = explained
    blocks = explained.analysis.blocks.map(StoredBlock.init)
    standardBlocks =
      explained.analysis.architecture.map {
        StoredBlock.all(of: $0, layers: explained.model.layers.count)
      } ?? []
  }

  /// The file's own names go before standard ones, and a block before a layer unless it is that layer alone.
  /// - Throws: `TopicError.unknownTopic`.
  func find(_ name: String) throws(TopicError) -> Item {
    if let item = find(name, layer: layer(named: name), blocks: blocks) { return item }
    let standard = explained.model.layers.indices.first {
      explained.analysis.architecture?.standardName(of: $0) == name
    }
    if let item = find(name, layer: standard, blocks: standardBlocks) { return item }
    throw .unknownTopic(name, similar: similar(to: name))
  }

  private func find(_ name: String, layer: Int?, blocks: [StoredBlock]) -> Item? {
    if let block = blocks.first(where: { $0.name == name }) {
      let holders = block.layers.filter { !explained.model.layers[$0].variables.isEmpty }
      if holders.count > 1 || layer == nil { return .block(block) }
    }
    return layer.map { .layer($0) }
  }

  private func layer(named name: String) -> Int? {
    let layers = explained.model.layers
    // A model and its layer may share a name; what holds variables is meant.
    return layers.firstIndex { $0.name == name && !$0.variables.isEmpty }
      ?? layers.firstIndex { $0.name == name } ?? layers.firstIndex { $0.address == name }
  }

  private func similar(to name: String) -> [String] {
    let names =
      (blocks + standardBlocks).map(\.name)
      + explained.model.layers.indices.flatMap { position in
        [explained.model.layers[position].name, explained.analysis.architecture?.standardName(of: position)]
          .compactMap { $0 }
      }
    var seen: Set<String> = []
    return Array(
      names.filter { !name.isEmpty && ($0.contains(name) || name.contains($0)) && seen.insert($0).inserted }
        .prefix(6))
  }
}
