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
    standardBlocks = explained.standardBlocks
  }

  /// The file's own names go before standard ones, and a block before a layer of it unless it is that layer alone.
  /// - Throws: `TopicError.unknownTopic`.
  func find(_ name: String) throws(TopicError) -> Item {
    let layer =
      layer(named: name)
      ?? explained.model.layers.indices.first {
        explained.analysis.architecture?.standardName(of: $0) == name
      }
    // A concatenation that names a block is none of the block's layers where only weights are known.
    let isOther = layer.map { !explained.model.layers[$0].variables.isEmpty } ?? false
    let block = (blocks + standardBlocks).first { block in
      block.name == name && (layer.map(block.layers.contains) == true || !isOther)
    }
    switch (block, layer) {
    case (let block?, let layer?):
      let holders = block.layers.filter { !explained.model.layers[$0].variables.isEmpty }
      return holders.count > 1 ? .block(block) : .layer(layer)
    case (let block?, nil): return .block(block)
    case (nil, let layer?): return .layer(layer)
    case (nil, nil): throw .unknownTopic(name, similar: similar(to: name))
    }
  }

  private func layer(named name: String) -> Int? {
    let layers = explained.model.layers
    // A model and its layer may share a name or an address; what holds variables is meant. Of several the outermost is,
    // as for Keras' get_layer.
    for keep in [{ $0.name == name }, { $0.address == name }] as [(Layer) -> Bool] {
      let found = layers.indices.filter { keep(layers[$0]) }
      let holders = found.filter { !layers[$0].variables.isEmpty }
      if let outermost = (holders.isEmpty ? found : holders).min(by: { depth($0) < depth($1) }) {
        return outermost
      }
    }
    return nil
  }

  private func depth(_ position: Int) -> Int {
    var depth = 0
    var here = position
    while let parent = explained.model.layers[here].parent, parent < here {
      depth += 1
      here = parent
    }
    return depth
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
