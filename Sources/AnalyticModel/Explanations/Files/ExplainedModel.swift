import KerasModels
import LayerCatalog

/// A model as a file holds it, with what explanations of it and of its parts need.
public struct ExplainedModel: Sendable {
  /// The file's name as a title shows it.
  var name: String
  var model: Model
  var analysis: Analysis
  /// Multiply-accumulates of each layer for one example, and of all together; `nil` where not known.
  var layerCosts: [Int?]
  var cost: Int?
  /// Values of the optimizer, which Keras' summary of a compiled model adds.
  var optimizerValues: Int
  /// Bytes of the weights alone.
  var weightBytes: Int

  public init(
    name: String, model: Model, analysis: Analysis, layerCosts: [Int?], cost: Int?, optimizerValues: Int,
    weightBytes: Int
  ) {
    self.name = name
    self.model = model
    self.analysis = analysis
    self.layerCosts = layerCosts
    self.cost = cost
    self.optimizerValues = optimizerValues
    self.weightBytes = weightBytes
  }

  /// Explains the whole model, or the block or layer of this name.
  ///
  /// - Parameters:
  ///   - item: the file's own name of a block or layer, the address of a layer's variables, or the name that an
  ///     identified architecture has for it
  /// - Throws: `TopicError.unknownTopic` for a name that nothing has.
  public func explanation(
    of item: String?, claim: ClaimedCount? = nil
  ) throws(TopicError) -> Explanation {
    guard let item else { return ModelExplainer(self).explanation(claim: claim) }
    switch try ModelItems(self).find(item) {
    case .block(let block): return StoredBlockExplainer(self, block).explanation(claim: claim)
    case .layer(let position):
      // A model inside the model is explained as a model.
      return model.layers[position].isModel
        ? ModelExplainer(self, below: position).explanation(claim: claim)
        : StoredLayerExplainer(self, position).explanation(claim: claim)
    }
  }

  /// The blocks of an identified architecture, under its standard names.
  var standardBlocks: [StoredBlock] {
    analysis.architecture.map { StoredBlock.all(of: $0, in: model, costs: layerCosts) } ?? []
  }

  /// The layers inside one, at any depth; they stand behind it.
  func layers(inside position: Int) -> [Int] {
    var inside: Set<Int> = [position]
    var found: [Int] = []
    for index in model.layers.indices.dropFirst(position + 1) {
      guard let parent = model.layers[index].parent, inside.contains(parent) else { continue }
      inside.insert(index)
      found.append(index)
    }
    return found
  }

  /// The layer that a part of a composite layer belongs to; itself for any other.
  func owner(of position: Int) -> Int {
    var owner = position
    while model.layers[owner].partAttribute != nil, let parent = model.layers[owner].parent, parent < owner {
      owner = parent
    }
    return owner
  }
}
