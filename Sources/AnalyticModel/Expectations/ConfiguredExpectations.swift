import KerasModels
import LayerCatalog

/// The expectations of a model with a configuration: each layer's settings and the shapes that flow to it give its
/// variables.
struct ConfiguredExpectations {
  let model: Model
  private let inner: InnerLayers
  private var predictions: [Prediction?]

  /// One prediction for each of the model's layers, `nil` for nested models, which have no variables of their own.
  static func predictions(for model: Model, flow: ShapeFlow, positions: LayerPositions) -> [Prediction?] {
    var expectations = ConfiguredExpectations(model)
    for step in flow.steps where !step.isRepeated {
      guard let layer = positions[step.path] else { continue }
      expectations.predict(layer, step: step, flow: flow)
    }
    expectations.explainTheRest()
    return expectations.predictions
  }

  private init(_ model: Model) {
    self.model = model
    inner = InnerLayers(model)
    predictions = [Prediction?](repeating: nil, count: model.layers.count)
  }

  private mutating func predict(_ layer: Int, step: ShapeFlow.Step, flow: ShapeFlow) {
    do {
      let behaviour = try LayerBehaviour(of: step.node)
      // Some layers' settings say all, whatever flows in.
      if let variables = try? behaviour.variables(inputs: []) {
        return assign(variables, to: layer, source: .config)
      }
      let inputs = try flow.inputShapes(of: step)
      assign(try behaviour.variables(inputs: inputs), to: layer, source: .graph)
    } catch let failure as UnknownShape {
      notPredicted(
        layer, reason: "what flows into it is not known: \(failure.layer) \(failure.reason)")
    } catch let failure as PredictionFailure {
      notPredicted(layer, reason: "the layer \(failure.clause)")
    } catch {
      notPredicted(layer, reason: "its variables cannot be told in advance")
    }
  }

  /// Gives a layer and its parts their variables. Where the file has no layers for the parts (legacy files keep all
  /// variables in one group) the layer takes them all.
  private mutating func assign(_ variables: LayerVariables, to layer: Int, source: Expectation.Source) {
    let children = inner.children(of: layer)
    var own = variables.own
    var free = children
    var open: [LayerPart] = []
    for part in variables.parts {
      if let position = free.firstIndex(where: { model.layers[$0].partAttribute == part.attribute }) {
        assign(part.variables, to: free.remove(at: position), source: source)
      } else {
        open.append(part)
      }
    }
    // What is left on both sides belongs together in the order of use.
    for (part, child) in zip(open, free) { assign(part.variables, to: child, source: source) }
    for part in open.dropFirst(free.count) { own += part.variables.all }
    // Saving merges LoRA's factors into the kernel, except in legacy HDF5 files (measured with Keras 3.15.1).
    if model.layout != .legacyModel, model.layout != .legacyWeights {
      own.removeAll { $0.role.rawValue.hasPrefix("lora_") }
    }
    let flags = inner.trainable(layer)
    predictions[layer] = .expected(
      Expectation(
        variables: own.map { variable in
          ExpectedVariable(
            role: variable.role, shape: variable.shape,
            trainable: variable.trainable ? flags : false)
        }, source: source))
  }

  private mutating func notPredicted(_ layer: Int, reason: String) {
    predictions[layer] = .notPredicted(reason: reason)
    for child in inner.children(of: layer) { notPredicted(child, reason: reason) }
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

/// Which layers are parts of which, and what their flags amount to.
struct InnerLayers {
  private let model: Model
  private var parts: [Int: [Int]] = [:]

  init(_ model: Model) {
    self.model = model
    for (position, layer) in model.layers.enumerated() {
      if layer.partAttribute != nil, let parent = layer.parent { parts[parent, default: []].append(position) }
    }
  }

  /// The parts of a composite layer, in order.
  func children(of layer: Int) -> [Int] { parts[layer] ?? [] }

  /// Whether training may change the layer's trainable variables: its own flag and those of all that hold it.
  func trainable(_ layer: Int) -> Bool? {
    var known = false
    var next: Int? = layer
    var remaining = model.layers.count
    while let position = next, model.layers.indices.contains(position), remaining > 0 {
      switch model.layers[position].trainable {
      case false: return false
      case true: known = true
      case nil: break
      }
      next = model.layers[position].parent
      remaining -= 1
    }
    return known ? true : nil
  }
}

/// Where each configured layer stands in `Model.layers`.
struct LayerPositions {
  private var positions: [ConfigurationPath: Int] = [:]

  init(_ model: Model) {
    positions.reserveCapacity(model.layers.count)
    for (position, layer) in model.layers.enumerated() {
      if let path = layer.configurationPath { positions[path] = position }
    }
  }

  subscript(path: ConfigurationPath) -> Int? { positions[path] }
}
