import KerasModels
import LayerCatalog

/// The expectations of a model with a configuration: each layer's settings and the shapes that flow to it give its
/// variables.
struct ConfiguredExpectations {
  let model: Model
  private let inner: InnerLayers
  private var predictions: [Prediction?]
  /// What was predicted for a layer of this `shared_object_id`.
  private var shared: [Int: (variables: LayerVariables, source: Expectation.Source)] = [:]
  /// Layers that could not be predicted where they stand, with the id of the object that they share.
  private var waiting: [(layer: Int, object: Int)] = []

  /// One prediction for each of the model's layers, `nil` for nested models, which have no variables of their own.
  static func predictions(for model: Model, flow: ShapeFlow, positions: LayerPositions) -> [Prediction?] {
    var expectations = ConfiguredExpectations(model)
    for step in flow.steps where !step.isRepeated {
      guard let layer = positions[step.path] else { continue }
      expectations.predict(layer, step: step, flow: flow)
    }
    expectations.takeFromShared()
    expectations.explainTheRest()
    return expectations.predictions
  }

  private init(_ model: Model) {
    self.model = model
    inner = InnerLayers(model)
    predictions = [Prediction?](repeating: nil, count: model.layers.count)
  }

  private mutating func predict(_ layer: Int, step: ShapeFlow.Step, flow: ShapeFlow) {
    let behaviour: LayerBehaviour
    do throws(PredictionFailure) {
      behaviour = try LayerBehaviour(of: step.node)
      // Some layers' settings say all, whatever flows in.
      if let variables = try? behaviour.variables(inputs: []) {
        return assign(variables, to: layer, source: .config)
      }
    } catch {
      return notPredicted(layer, reason: error.sentence)
    }
    let inputs: [TensorShape]
    do throws(UnknownShape) {
      inputs = try flow.inputShapes(of: step)
    } catch {
      if let object = step.node.sharedObjectID { waiting.append((layer, object)) }
      return notPredicted(
        layer, reason: "what flows into it is not known, because of the layer \(error.layer): \(error.reason)"
      )
    }
    do throws(PredictionFailure) {
      let variables = try behaviour.variables(inputs: inputs)
      if let object = step.node.sharedObjectID { shared[object] = (variables, .graph) }
      assign(variables, to: layer, source: .graph)
    } catch {
      notPredicted(layer, reason: error.sentence)
    }
  }

  /// A layer that stands in two models is listed in both, equal by `shared_object_id`.
  private mutating func takeFromShared() {
    for (layer, object) in waiting {
      guard let known = shared[object] else { continue }
      assign(known.variables, to: layer, source: known.source)
    }
  }

  /// Gives a layer and its parts their variables. Where the file has no layers for the parts (legacy files keep all
  /// variables in one group) the layer takes them all.
  private mutating func assign(_ variables: LayerVariables, to layer: Int, source: Expectation.Source) {
    var own = variables.own
    var free = inner.parts(of: layer)
    var open: [LayerPart] = []
    for part in variables.parts {
      if let position = free.firstIndex(where: { model.layers[$0].partAttribute == part.attribute }) {
        assign(part.variables, to: free.remove(at: position), source: source)
      } else {
        open.append(part)
      }
    }
    // What is left on both sides belongs together in the order of use, whatever holds it.
    let leaves = open.flatMap(\.leaves)
    let holders = free.flatMap { inner.holders(below: $0) }
    for (variables, holder) in zip(leaves, holders) { expect(variables, of: holder, source: source) }
    for variables in leaves.dropFirst(holders.count) { own += variables }
    expect(own, of: layer, source: source)
  }

  private mutating func expect(
    _ variables: [VariableSpecification], of layer: Int, source: Expectation.Source
  ) {
    let flags = inner.trainable(layer)
    var expected: [ExpectedVariable] = []
    for variable in variables where !(model.layout.mergesLowRankFactors && variable.role.isLowRankFactor) {
      expected.append(
        ExpectedVariable(
          role: variable.role, shape: variable.shape, trainable: variable.trainable ? flags : false))
    }
    predictions[layer] = .expected(Expectation(variables: expected, source: source))
  }

  private mutating func notPredicted(_ layer: Int, reason: String) {
    predictions[layer] = .notPredicted(reason: reason)
    for part in inner.parts(of: layer) { notPredicted(part, reason: reason) }
  }

  private mutating func explainTheRest() {
    for (position, layer) in model.layers.enumerated() where predictions[position] == nil {
      if !layer.isModel {
        predictions[position] = .notPredicted(reason: "the configuration does not show where it is called")
      } else if !layer.variables.isEmpty {
        predictions[position] = .notPredicted(
          reason: "no configuration tells of variables that a model itself owns")
      }
    }
  }
}

extension Layout {
  /// Keras 3's own layouts hold a kernel with its low-rank factors merged into it, and not the factors.
  fileprivate var mergesLowRankFactors: Bool {
    switch self {
    case .kerasWeights, .kerasArchive, .kerasShards, .keras2Weights: true
    case .legacyWeights, .legacyModel, .hdf5: false
    }
  }
}

extension VariableRole {
  /// `lora_kernel_a`, `lora_embeddings_b` …
  fileprivate var isLowRankFactor: Bool { rawValue.hasPrefix("lora_") }
}

extension LayerPart {
  /// The variables of each part that has some of its own, in the order of use.
  fileprivate var leaves: [[VariableSpecification]] {
    (variables.own.isEmpty ? [] : [variables.own]) + variables.parts.flatMap(\.leaves)
  }
}
