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
  /// What the layers of a model without a configuration cost by its architecture; `nil` where none tells, and with a
  /// configuration, where the flow tells.
  public var architectureCost: ArchitectureCost?

  /// - Parameters:
  ///   - model: the model as a file holds it
  ///   - inputSize: extents in space to feed in place of those that the configuration or the architecture names, for
  ///     counts of multiply-accumulates; one extent serves for all axes
  ///   - flow: what flows through the model at this size, where that is known already
  public init(_ model: Model, inputSize: [Int]? = nil, flow early: ShapeFlow? = nil) {
    architecture = ArchitectureIdentifier.identify(model)
    let positions = LayerPositions(model)
    if let configuration = model.configuration, configuration.form != .opaque {
      let fed = inputSize.map { size in (model.inputShapes ?? []).map { $0.resized(to: size) } }
      let flow = early ?? ShapeFlow(configuration, inputShapes: fed ?? [])
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
      architectureCost = architecture.flatMap { ArchitectureCost($0, size: inputSize) }
      blocks = Block.byWeights(
        of: model, architecture: architecture, cost: architectureCost, ordered: ordered, ledger: ledger)
    }
  }
}
