import KerasModels
import LayerCatalog

/// What arithmetic says of a model: what flows through it, what its layers must have, and whether they have it.
public struct Analysis: Sendable {
  /// `nil` without a configuration that lists its layers.
  public var flow: ShapeFlow?
  public var ledger: Ledger
  /// Blocks rebuilt from the graph, else from the order of the layers, in the order of their first layers.
  public var blocks: [Block] = []
  /// The published architecture that the model is or is built on; `nil` where none is recognised.
  public var architecture: IdentifiedArchitecture?

  /// - Parameters:
  ///   - model: the model as a file holds it
  ///   - inputShapes: shapes to feed in place of those that the configuration names, for counts of
  ///     multiply-accumulates at another size; `nil` for each input that stays
  ///   - flow: what flows through the model at these shapes, where that is known already
  public init(_ model: Model, inputShapes: [TensorShape?] = [], flow early: ShapeFlow? = nil) {
    architecture = ArchitectureIdentifier.identify(model)
    let positions = LayerPositions(model)
    if let configuration = model.configuration, configuration.form != .opaque {
      let flow = early ?? ShapeFlow(configuration, inputShapes: inputShapes)
      self.flow = flow
      ledger = Ledger(
        model, predictions: ConfiguredExpectations.predictions(for: model, flow: flow, positions: positions))
      blocks = Block.all(
        in: Network(model, flow: flow, ledger: ledger, positions: positions), of: model, ledger: ledger)
    } else {
      let ordered = Network(model)
      ledger = Ledger(
        model,
        predictions: WeightsOnlyExpectations.predictions(
          for: model, architecture: architecture, ordered: ordered))
      blocks = Block.byWeights(of: model, architecture: architecture, ordered: ordered, ledger: ledger)
    }
  }
}
