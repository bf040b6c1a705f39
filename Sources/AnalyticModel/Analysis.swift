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

  /// Positions of layers whose weights cannot take what flows to them at the size that was asked for: a dense layer that
  /// reads every position of an image.
  public var misfits: Set<Int> = []

  /// - Parameters:
  ///   - model: the model as a file holds it
  ///   - inputSize: extents in space to feed in place of those that the configuration or the architecture names, for
  ///     counts of multiply-accumulates; one extent serves for all axes
  ///   - flow: what flows through the model at the configuration's own size, where that is known already
  public init(_ model: Model, inputSize: [Int]? = nil, flow early: ShapeFlow? = nil) {
    architecture = ArchitectureIdentifier.identify(model)
    let positions = LayerPositions(model)
    if let configuration = model.configuration, configuration.form != .opaque {
      let own = early ?? ShapeFlow(configuration)
      var predictions = ConfiguredExpectations.predictions(for: model, flow: own, positions: positions)
      var flow = own
      if let inputSize {
        flow = ShapeFlow(
          configuration, inputShapes: (model.inputShapes ?? []).map { $0.resized(to: inputSize) })
        misfits = Self.compare(
          &predictions,
          with: ConfiguredExpectations.predictions(for: model, flow: flow, positions: positions), of: model)
      }
      self.flow = flow
      ledger = Ledger(model, predictions: predictions)
      var network = Network(model, flow: flow, ledger: ledger, positions: positions)
      if !misfits.isEmpty { network.forgetCosts(of: misfits) }
      blocks = Block.all(in: network, of: model, ledger: ledger)
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

  /// Takes over what only the other size tells, and finds the layers that would have other variables at it, composite
  /// ones with their parts.
  private static func compare(
    _ predictions: inout [Prediction?], with resized: [Prediction?], of model: Model
  ) -> Set<Int> {
    var misfits: Set<Int> = []
    for (position, prediction) in resized.enumerated() {
      guard case .expected(let expectation)? = prediction else { continue }
      guard case .expected(let own)? = predictions[position] else {
        predictions[position] = prediction
        continue
      }
      guard own.variables.map(\.shape) != expectation.variables.map(\.shape) else { continue }
      misfits.insert(position)
      var here = position
      while model.layers[here].partAttribute != nil, let parent = model.layers[here].parent, parent < here {
        misfits.insert(parent)
        here = parent
      }
    }
    return misfits
  }
}
