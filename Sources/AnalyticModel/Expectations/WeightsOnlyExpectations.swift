import KerasModels
import LayerCatalog

/// The expectations of a model without a configuration: by an identified architecture, else by what stands around a
/// layer.
enum WeightsOnlyExpectations {
  /// One prediction for each of the model's layers, `nil` for nested models without variables of their own.
  ///
  /// - Parameter ordered: the model's layers, one behind the other
  static func predictions(
    for model: Model, architecture: IdentifiedArchitecture?, ordered: Network
  ) -> [Prediction?] {
    let neighbours = NeighbourExpectations(model, ordered: ordered)
    let source =
      model.configuration == nil
      ? "the file holds no configuration" : "the configuration does not list the layers"
    let known = architecture.map { ArchitectureExpectations($0, of: model) }
    var predictions: [Prediction?] = []
    predictions.reserveCapacity(model.layers.count)
    for (position, layer) in model.layers.enumerated() {
      if layer.isModel && layer.variables.isEmpty {
        predictions.append(nil)
      } else if let expectation = known?.expectation(of: position) ?? neighbours.expectation(of: position) {
        predictions.append(.expected(expectation))
      } else {
        let reason = known?.reason(for: position) ?? neighbours.reason(for: position)
        predictions.append(.notPredicted(reason: source + ", and " + reason))
      }
    }
    return predictions
  }
}

extension Expectation {
  /// What weights alone can be expected to be: nobody knows what is frozen, but statistics are never trained.
  init(_ variables: [VariableSpecification], source: Source, className: String? = nil) {
    self.init(
      variables: variables.map {
        ExpectedVariable(role: $0.role, shape: $0.shape, trainable: $0.trainable ? nil : false)
      }, source: source, className: className)
  }
}
