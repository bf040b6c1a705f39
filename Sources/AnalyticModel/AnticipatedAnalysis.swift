import KerasModels
import LayerCatalog

/// The analysis that a model will have if each of its layers stores what the configuration says: made while the weights
/// are still being read, when only the configuration is there.
///
/// Nearly every file stores what its configuration says, and then nothing is left to compute when the weights are
/// there. Where a file stores anything else, this analysis is of no use, and says so.
public struct AnticipatedAnalysis: Sendable {
  private let model: Model
  private let analysis: Analysis

  /// - Parameters:
  ///   - configuration: the model's, with layers
  ///   - layout: that of the file, which decides where low-rank factors are stored
  ///   - flow: what flows through this configuration
  public init(_ configuration: ConfigurationGraph, layout: Layout, flow: ShapeFlow) {
    var model = Model(configuration, layout: layout)
    let predictions = ConfiguredExpectations.predictions(
      for: model, flow: flow, positions: LayerPositions(model))
    for (position, prediction) in predictions.enumerated() {
      guard case .expected(let expectation)? = prediction else { continue }
      let kind = model.layers[position].kind.value
      model.layers[position].variables = expectation.variables.map {
        Variable(
          anticipated: $0.role, shape: $0.shape, parameters: $0.count, trainable: $0.trainable, in: kind)
      }
    }
    self.model = model
    analysis = Analysis(model, flow: flow)
  }

  /// The analysis of a model, where the model is the one that was anticipated in all that an analysis looks at.
  public func analysis(of model: Model) -> Analysis? {
    guard model.order.source == self.model.order.source, model.layout == self.model.layout,
      model.layers.count == self.model.layers.count
    else { return nil }
    for (layer, anticipated) in zip(model.layers, self.model.layers)
    where !layer.isAnalysed(like: anticipated) { return nil }
    return analysis
  }
}

extension Layer {
  /// Whether an analysis cannot tell this layer from another. Names and addresses of variables, their types and where
  /// they lie mean nothing to it.
  fileprivate func isAnalysed(like other: Layer) -> Bool {
    guard variables.count == other.variables.count, name == other.name, kind == other.kind,
      parent == other.parent, custom == other.custom, trainable == other.trainable,
      isModel == other.isModel, partAttribute == other.partAttribute, inputs == other.inputs,
      configurationPath == other.configurationPath, settings == other.settings
    else { return false }
    for (variable, anticipated) in zip(variables, other.variables)
    where !variable.isAnalysed(like: anticipated) { return false }
    return true
  }
}

extension Variable {
  fileprivate func isAnalysed(like other: Variable) -> Bool {
    role == other.role && shape == other.shape && parameters == other.parameters
      && trainable == other.trainable && fixed == other.fixed && sameAs == nil && !isStoredAgain
      && roleAlternatives.isEmpty
  }
}
